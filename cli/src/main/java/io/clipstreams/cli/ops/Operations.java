package io.clipstreams.cli.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.console.Console;
import io.clipstreams.cli.http.Answer;
import io.clipstreams.cli.http.HttpEndpoints;
import io.clipstreams.cli.http.Routes;
import io.clipstreams.cli.ops.Health.Verdict;
import io.clipstreams.cli.search.InstanceClient;
import io.clipstreams.cli.search.InstanceSearch;
import io.clipstreams.cli.search.OwnAddress;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.HttpSettings;
import io.clipstreams.topology.metrics.PipelineMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator sees of the process: {@code /health/live}, {@code /health/ready}, {@code
 * /metrics} and {@code /info}; {@code /search} among the images that it keeps; and the console. It
 * is there before the application is, and after it is gone. The command's thread calls everything.
 */
public final class Operations implements AutoCloseable {

  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final ClipStreamsConfig config;
  private final Health health = new Health();
  private final Metrics metrics = new Metrics();
  private final Info info;
  private final InstanceSearch search = new InstanceSearch();
  private final Optional<Console> console;
  private final Optional<HttpEndpoints> server;

  private Operations(ClipStreamsConfig config) {
    this.info = new Info(config);
    this.console = config.console().enabled() ? Optional.of(new Console(config)) : Optional.empty();
    HttpSettings settings = config.http();
    server =
        settings.port().isEmpty()
            ? Optional.empty()
            : Optional.of(
                HttpEndpoints.start(settings.host(), settings.port().getAsInt(), routes()));
    this.config = OwnAddress.in(config, url());
  }

  private Routes routes() {
    Routes routes =
        new Routes()
            .get("/health/live", request -> answer(health.live()))
            .get("/health/ready", request -> answer(health.ready()))
            .get("/info", request -> Answer.json(200, info.json()))
            .get(
                "/metrics",
                request -> Answer.of(200, PROMETHEUS_TEXT, metrics.scrape().getBytes(UTF_8)))
            .post(InstanceClient.PATH, new SearchEndpoint(search));
    console.ifPresent(page -> page.addTo(routes));
    return routes;
  }

  /**
   * Starts to answer where the configuration says.
   *
   * @throws CliException when the port cannot be had
   */
  public static Operations start(ClipStreamsConfig config) {
    return new Operations(config);
  }

  private static Answer answer(Verdict verdict) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", verdict.status());
    body.put("detail", verdict.detail());
    return Answer.json(verdict.ok() ? 200 : 503, Json.line(body));
  }

  /** What the application is to be opened with: it says where this process answers. */
  public ClipStreamsConfig config() {
    return config;
  }

  /** Counts what the application tells. */
  public PipelineMetrics observer() {
    return metrics.observer();
  }

  /** What is done while there is no application yet. */
  public void phase(String phase) {
    health.phase(phase);
  }

  /** From now on this application is asked; to be called before it starts. */
  public void follow(ClipStreamsApp app) {
    health.follow(() -> app.streams().state().toString(), app::isReady, app.failure());
    metrics.follow(config, app);
    info.follow(app);
    search.follow(config, app);
    console.ifPresent(page -> page.follow(app));
  }

  /** Where the console is; empty where it is switched off. */
  public Optional<String> consoleUrl() {
    return console.flatMap(page -> url()).map(url -> url + "/");
  }

  /** Where it answers; empty where it is switched off. */
  public Optional<String> url() {
    return server.map(HttpEndpoints::url);
  }

  @Override
  public void close() {
    console.ifPresent(Console::close);
    server.ifPresent(HttpEndpoints::close);
    search.close();
    metrics.close();
  }
}
