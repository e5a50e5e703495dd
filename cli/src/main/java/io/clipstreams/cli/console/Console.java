package io.clipstreams.cli.console;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.console.RecentImages.Seen;
import io.clipstreams.cli.deadletters.Position;
import io.clipstreams.cli.deadletters.SingleReplay;
import io.clipstreams.cli.http.Answer;
import io.clipstreams.cli.http.Request;
import io.clipstreams.cli.http.Routes;
import io.clipstreams.cli.http.Routes.Endpoint;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.metrics.PipelineCounters;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The page and what it asks for. It is there before the application is, and says so. The command's
 * thread makes it, lets it follow the application and closes it; the server's threads ask.
 */
public final class Console implements AutoCloseable {

  private static final String IMAGES = "/console/api/images/";
  private static final String REPLAY = "/console/api/dead-letters/replay";

  private final ConsoleGuard guard;
  private final Feed feed = new Feed();
  private final RecentImages recent = new RecentImages();
  private final ClipStreamsConfig config;
  private volatile Running running;

  public Console(ClipStreamsConfig config) {
    this.config = config;
    this.guard = new ConsoleGuard(config.console().token(), config.http().host());
  }

  /** All that needs the application. */
  private record Running(
      ClipStreamsApp app,
      Cluster cluster,
      StreamReader reader,
      Pictures pictures,
      LabelSetApi labelSets,
      ImageSearch search) {}

  /** From now on this application is shown. */
  public void follow(ClipStreamsApp app) {
    Cluster cluster = new Cluster(config);
    Pictures pictures = new Pictures(app.viewer());
    LabelPreview preview = new LabelPreview(app.viewer().model(), recent, pictures);
    running =
        new Running(
            app,
            cluster,
            new StreamReader(cluster, feed, recent, () -> rates(app)),
            pictures,
            new LabelSetApi(cluster, app, preview),
            new ImageSearch(app.viewer().model(), recent, pictures));
  }

  /** Adds the page's paths. */
  public void addTo(Routes routes) {
    PageFiles.all().forEach((path, file) -> routes.get(path, guard.open(request -> file)));
    routes
        .get("/console/api/about", guard.open(request -> about()))
        .get("/console/api/events", guard.open(running(this::events)))
        .get(IMAGES + "*", guard.picture(running(this::image)))
        .get(
            "/console/api/search",
            guard.costly(running((now, request) -> search(now.search(), request))))
        .get(LabelSetApi.PATH, guard.open(running((now, request) -> now.labelSets().list())))
        .get(
            LabelSetApi.PATH + "/*",
            guard.costly(running((now, request) -> now.labelSets().get(request))))
        .post(
            LabelSetApi.CHANGES + "/*",
            guard.changing(running((now, request) -> now.labelSets().post(request))))
        .post(REPLAY, guard.changing(running((now, request) -> replay(now.cluster(), request))));
  }

  private interface RunningEndpoint {
    Answer answer(Running now, Request request) throws Exception;
  }

  private Endpoint running(RunningEndpoint endpoint) {
    return request -> {
      Running now = running;
      return now == null
          ? Answer.text(503, "the application is not there yet")
          : endpoint.answer(now, request);
    };
  }

  private Answer about() {
    Running now = running;
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("applicationId", config.kafka().applicationId());
    about.put("readOnly", guard.readOnly());
    about.put("ready", now != null && now.app().isReady());
    if (now != null) {
      about.put("device", now.app().model().device());
      about.put("precision", now.app().model().precision());
      about.put("model", now.app().model().fingerprint());
    }
    return Answer.json(200, Json.line(about));
  }

  private static Map<String, Object> rates(ClipStreamsApp app) {
    PipelineCounters.Snapshot counts = app.counts();
    Map<String, Object> rates = new LinkedHashMap<>();
    rates.put("at", System.currentTimeMillis());
    rates.put("classified", counts.classified());
    rates.put(
        "deadLetters", counts.deadLetters().values().stream().mapToLong(Long::longValue).sum());
    rates.put("parked", app.queueLengths().parked());
    return rates;
  }

  private Answer events(Running now, Request request) {
    long after =
        request
            .header("Last-Event-ID")
            .filter(id -> id.matches("\\d{1,18}"))
            .map(Long::parseLong)
            .orElse(0L);
    now.reader().wake();
    return Answer.streaming("text/event-stream", out -> EventStream.write(feed, after, out));
  }

  private Answer image(Running now, Request request) throws InterruptedException {
    Optional<Seen> seen = recent.get(request.below(IMAGES));
    if (seen.isEmpty()) {
      return Answer.text(404, "no recent image");
    }
    try {
      return Answer.of(200, "image/png", now.pictures().png(seen.get()))
          .with("Cache-Control", "private, max-age=600");
    } catch (IOException e) {
      return Answer.text(429, String.valueOf(e.getMessage()));
    }
  }

  private static Answer search(ImageSearch search, Request request) throws InterruptedException {
    try {
      return Answer.json(200, Json.line(search.search(request.parameter("text").orElse(""))));
    } catch (IllegalArgumentException e) {
      return Answer.text(400, e.getMessage());
    }
  }

  private static Answer replay(Cluster cluster, Request request) throws InterruptedException {
    try {
      String sent = SingleReplay.of(cluster, Position.parse(request.text()));
      return Answer.json(200, Json.line(Map.of("sent", sent)));
    } catch (CliException | IllegalArgumentException e) {
      return Answer.json(422, Json.line(Map.of("message", e.getMessage())));
    }
  }

  @Override
  public void close() {
    Running now = running;
    if (now != null) {
      now.reader().close();
    }
  }
}
