package io.clipstreams.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A schema registry that speaks Confluent's protocol: Apicurio in a JVM of its own, that can be
 * killed and started again at the same port with the same schemas. Its global compatibility is
 * BACKWARD, as Confluent's is by default.
 */
public final class LocalRegistry extends ChildServer {

  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

  private final RegistryHome home;
  private final Path dir;
  private final int port;
  private final int managementPort;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(REQUEST_LIMIT).build();

  private LocalRegistry(RegistryHome home, Path dir, List<Integer> ports) {
    super(dir.resolve("registry.log"));
    this.home = home;
    this.dir = dir;
    this.port = ports.get(0);
    this.managementPort = ports.get(1);
  }

  /**
   * Starts a registry and returns when it answers.
   *
   * @param dir holds its schemas and its log file {@code registry.log}
   * @throws LocalServerException when the system property {@code clipstreams.registry.home} does
   *     not name the unpacked registry
   */
  public static LocalRegistry start(Path dir) {
    return start(dir, () -> Ports.free(2));
  }

  static LocalRegistry start(Path dir, Supplier<List<Integer>> choosePorts) {
    RegistryHome home = RegistryHome.fromSystemProperty();
    return Ports.retryOnClash(
        () -> {
          var registry = new LocalRegistry(home, dir, choosePorts.get());
          registry.startProcess();
          registry.setCompatibility();
          return registry;
        });
  }

  @Override
  ChildJvm.Program program() {
    List<String> options =
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dquarkus.http.host=127.0.0.1",
            "-Dquarkus.http.port=" + port,
            "-Dquarkus.management.host=127.0.0.1",
            "-Dquarkus.management.port=" + managementPort,
            "-Dquarkus.log.level=WARN",
            // No delay: what was answered is on disk, whenever the process is killed.
            "-Dapicurio.datasource.url=jdbc:h2:file:%s;WRITE_DELAY=0"
                .formatted(dir.resolve("registry").toAbsolutePath()));
    return new ChildJvm.Program(
        "registry", options, home.jar().toString(), home.mainClass(), List.of(), Map.of());
  }

  @Override
  boolean takesRequests() {
    try {
      return send(request("/subjects").GET()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  String portClashMessage() {
    return "seems to be in use";
  }

  private void setCompatibility() {
    HttpRequest.Builder request =
        request("/config")
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"));
    try {
      HttpResponse<String> response = send(request);
      if (response.statusCode() != 200) {
        throw new LocalServerException(
            "the registry refuses its compatibility setting: %d %s"
                .formatted(response.statusCode(), response.body()));
      }
    } catch (IOException | LocalServerException e) {
      close();
      throw new LocalServerException("the registry cannot be set up: " + e.getMessage(), e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path)).timeout(REQUEST_LIMIT);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerException("interrupted while asking the registry", e);
    }
  }

  /** For {@code schema.registry.url}; stays the same over restarts. */
  public String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }
}
