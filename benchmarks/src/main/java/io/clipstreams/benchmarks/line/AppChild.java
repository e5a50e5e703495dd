package io.clipstreams.benchmarks.line;

import io.clipstreams.quickstart.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An {@link AppProcess}, from outside. One thread uses it; every call blocks. */
final class AppChild implements AutoCloseable {

  /** The JVM's compiler threads stay, so that their time is known. */
  private static final List<String> OPTIONS =
      List.of(Java.heap(), "-XX:-UseDynamicNumberOfCompilerThreads");

  private final ChildJvm process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  private AppChild(ChildJvm process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts the process and returns when the model is loaded. */
  static AppChild start(String name, ChildSetup setup) throws IOException {
    Path ready = Path.of(setup.ready());
    Path file = ready.resolveSibling(name + "-setup.json");
    Wire.write(file, setup);
    ChildJvm process = Java.start(name, AppProcess.class, OPTIONS, List.of(file.toString()), ready);
    return new AppChild(process, Wire.read(ready, Integer.class));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ModelRate modelAlone(int batch, Duration time) throws IOException, InterruptedException {
    return ask("/model?%d,%d".formatted(batch, time.toMillis()), ModelRate.class);
  }

  void startApplication() throws IOException, InterruptedException {
    ask("/start", String.class);
  }

  AppSnapshot snapshot() throws IOException, InterruptedException {
    return ask("/snapshot", AppSnapshot.class);
  }

  StageMedians medians() throws IOException, InterruptedException {
    return ask("/medians", StageMedians.class);
  }

  void resetMedians() throws IOException, InterruptedException {
    ask("/medians/reset", String.class);
  }

  void beginProfile() throws IOException, InterruptedException {
    ask("/profile/begin", String.class);
  }

  @SuppressWarnings("unchecked") // As AppProcess writes it.
  Map<String, Number> endProfile() throws IOException, InterruptedException {
    return ask("/profile/end", Map.class);
  }

  void stopApplication() throws IOException, InterruptedException {
    ask("/stop", String.class);
  }

  private <T> T ask(String path, Class<T> type) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    HttpResponse<byte[]> answer;
    try {
      answer = http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IOException(
          "%s: no answer; its log ends: %s".formatted(path, process.logTail()), e);
    }
    if (answer.statusCode() != 200) {
      throw new IOException(
          "%s: %s; the log is %s"
              .formatted(path, new String(answer.body(), StandardCharsets.UTF_8), process.log()));
    }
    return Wire.read(answer.body(), type);
  }

  @Override
  public void close() {
    process.close();
  }
}
