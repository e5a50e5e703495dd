package io.clipstreams.benchmarks.line;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.Pixels;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.fetch.S3ImageFetcher;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The application in a process of its own, which does what {@link AppChild} asks: measure the model
 * alone, start, tell what was done, stop. It is the application as it is, with a model and a
 * fetcher that note how long they take. One thread answers, one request after another.
 */
public final class AppProcess {

  private static final Duration READY_LIMIT = Duration.ofSeconds(120);

  private final ChildSetup setup;
  private final ClipStreamsConfig config;
  private final MeteredModel model;
  private final Durations fetches = new Durations();
  private ClipStreamsApp app;
  private QueueSampler queues;
  private JavaProfile profile;

  private AppProcess(ChildSetup setup) {
    this.setup = setup;
    this.config = setup.config();
    this.model = new MeteredModel(setup.loadModel());
  }

  /** An answer to a request, which is written as JSON. */
  @FunctionalInterface
  private interface Action {
    Object run(String argument) throws Exception;
  }

  /**
   * Serves until the process ends.
   *
   * @param args the file with the {@link ChildSetup}
   */
  public static void main(String[] args) throws Exception {
    ChildSetup setup = Wire.read(Path.of(args[0]), ChildSetup.class);
    AppProcess process = new AppProcess(setup);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Map<String, Action> actions =
        Map.of(
            "/model", process::modelAlone,
            "/start", argument -> process.start(),
            "/snapshot", argument -> process.snapshot(),
            "/medians", argument -> process.medians(),
            "/medians/reset", argument -> process.resetMedians(),
            "/profile/begin", argument -> process.beginProfile(),
            "/profile/end", argument -> process.profile.end(),
            "/stop", argument -> process.stop());
    actions.forEach((path, action) -> server.createContext(path, asked -> answer(asked, action)));
    server.start();
    Wire.write(Path.of(setup.ready()), server.getAddress().getPort());
  }

  private static void answer(HttpExchange asked, Action action) throws IOException {
    byte[] body;
    int status = 200;
    try {
      String argument = asked.getRequestURI().getQuery();
      body = Wire.write(action.run(argument == null ? "" : argument));
    } catch (Exception e) {
      e.printStackTrace();
      status = 500;
      body = e.toString().getBytes(StandardCharsets.UTF_8);
    }
    try (asked) {
      asked.sendResponseHeaders(status, body.length);
      asked.getResponseBody().write(body);
    }
  }

  /** The image tower on batches of the same pictures, for at least two batches. */
  private ModelRate modelAlone(String batchAndMillis) throws Exception {
    String[] numbers = batchAndMillis.split(",");
    List<Pixels> batch = pictures(Integer.parseInt(numbers[0]));
    long limit = Long.parseLong(numbers[1]) * 1_000_000;
    long begin = System.nanoTime();
    long images = 0;
    while (images < 2L * batch.size() || System.nanoTime() - begin < limit) {
      model.encodeImages(batch);
      images += batch.size();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new ModelRate(model.precision().toString(), images, seconds);
  }

  private List<Pixels> pictures(int count) throws IOException, ImageRefusedException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of(setup.pictures()))) {
      files = listed.sorted().toList();
    }
    List<Pixels> pixels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] bytes = Files.readAllBytes(files.get(i % files.size()));
      pixels.add(model.preprocessor().prepare(bytes).pixels());
    }
    return pixels;
  }

  private Object start() throws InterruptedException {
    app = ClipStreamsApp.open(config, () -> model, this::fetcher);
    app.start();
    if (!app.awaitReady(READY_LIMIT)) {
      throw new IllegalStateException(
          "the application is not ready after %d s: %s"
              .formatted(READY_LIMIT.toSeconds(), app.failure().getNow(null)));
    }
    queues = new QueueSampler(app::queueLengths);
    return "ready";
  }

  private ImageFetcher fetcher(ByteBudget budget) {
    ImageFetcher fetcher =
        setup.fromFolder()
            ? new FolderFetcher(Path.of(setup.pictures()), budget)
            : new S3ImageFetcher(config.s3(), budget, config.images().maxBytes());
    return new MeteredFetcher(fetcher, fetches);
  }

  private AppSnapshot snapshot() throws IOException {
    if (app.failure().isDone()) {
      throw new IllegalStateException("the application cannot go on", app.failure().join());
    }
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new AppSnapshot(
        System.nanoTime(),
        system.getProcessCpuTime(),
        ThreadTimes.now(),
        model.decodeCpuNanos(),
        model.encodeCpuNanos(),
        app.counts(),
        queues.sums());
  }

  private StageMedians medians() {
    return new StageMedians(
        fetches.medianMillis(), model.decodes().medianMillis(), model.loneEncodes().medianMillis());
  }

  private Object resetMedians() {
    fetches.clear();
    model.decodes().clear();
    model.loneEncodes().clear();
    return "reset";
  }

  private Object beginProfile() {
    profile = new JavaProfile();
    profile.begin();
    return "begun";
  }

  private Object stop() {
    queues.close();
    app.close();
    return "stopped";
  }
}
