package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.Topics;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/**
 * The application in a process of its own, with topics of its own, what feeds it and what reads its
 * answers. One thread uses it.
 */
final class LineRun implements AutoCloseable {

  /** How the names of Kafka Streams' threads begin. */
  static final String APPLICATION = "line-";

  private static final int LEAST_MORE = 500;
  private static final int MOST_MORE = 10_000;

  private final Bench bench;
  private final ClipStreamsConfig config;
  private final AvroSerdes serdes;
  private final AppChild app;
  private final Feed feed;
  private final Answers answers;

  private LineRun(Bench bench, ClipStreamsConfig config, AvroSerdes serdes, AppChild app) {
    this.bench = bench;
    this.config = config;
    this.serdes = serdes;
    this.app = app;
    this.feed = new Feed(config, serdes, bench.pictures());
    this.answers = new Answers(config, serdes, app::isAlive);
  }

  /** Creates the topics and starts the process, which loads the model and does nothing yet. */
  static LineRun start(
      Bench bench, String name, Path checkpoint, Map<String, String> settings, boolean fromFolder)
      throws IOException, InterruptedException {
    ClipStreamsConfig config = new ClipStreamsConfig(settings);
    try (Admin admin = Admin.create(config.clientSettings())) {
      Topics.create(admin, config.topics());
    }
    AppChild app = AppChild.start(name, bench.setup(name, checkpoint, settings, fromFolder));
    return new LineRun(bench, config, new AvroSerdes(config.serdeSettings()), app);
  }

  /** Starts the application and gives it labels. */
  void go() throws IOException, InterruptedException {
    app.startApplication();
    BenchLabels.publish(config, serdes);
  }

  ClipStreamsConfig config() {
    return config;
  }

  AvroSerdes serdes() {
    return serdes;
  }

  AppChild app() {
    return app;
  }

  Feed feed() {
    return feed;
  }

  Answers answers() {
    return answers;
  }

  /**
   * Feeds the line until its end and measures a stretch of it in which it never lacked work.
   *
   * @param warmUp images before the stretch, at least
   * @param images in it, at least
   */
  RunReport measure(int warmUp, int images) throws IOException, InterruptedException {
    Optional<RunReport> report = measure(warmUp, images, 0);
    for (int more = LEAST_MORE; report.isEmpty() && more <= MOST_MORE; more *= 4) {
      drain();
      report = measure(warmUp, images, more);
    }
    return report.orElseThrow(() -> new IllegalStateException("all answers were read at once"));
  }

  /**
   * The same, once.
   *
   * @param more are fed than are needed
   * @return empty when everything became readable at once, so that the times say nothing
   */
  private Optional<RunReport> measure(int warmUp, int images, int more)
      throws IOException, InterruptedException {
    int batch = config.batch().maxImages();
    int already = answers.all().size();
    feed.emit(warmUp + images + more + config.inFlight().maxImages() + 2 * batch);
    answers.await(already + warmUp);
    AppSnapshot before = app.snapshot();
    ProcessTimes timesBefore = ProcessTimes.of(processes());
    answers.await(already + warmUp + images);
    AppSnapshot after = app.snapshot();
    ProcessTimes timesAfter = ProcessTimes.of(processes());
    // The images of the last batch become readable nearly together.
    answers.await(already + warmUp + images + batch);
    return answers
        .throughput(already, warmUp, images, feed.emitted())
        .map(
            throughput ->
                RunReport.of(
                    throughput,
                    before,
                    after,
                    timesAfter.since(timesBefore),
                    config.model().devices()));
  }

  /** Waits until everything that was fed is answered. */
  void drain() {
    answers.await(feed.emitted());
  }

  private Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("application", app.pid());
    processes.putAll(bench.servers().processes());
    return processes;
  }

  @Override
  public void close() {
    try (app;
        feed;
        answers) {
      // closing them is all there is to do
    }
  }
}
