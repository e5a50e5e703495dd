package io.clipstreams.benchmarks.line;

import io.clipstreams.quickstart.ChildJvm;
import io.clipstreams.schemas.serde.AvroSerdes;
import io.clipstreams.topology.Topics;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** The line against a plain loop, with an S3 that answers late. */
final class PlainSection {

  private static final int PLAIN_WARM_UP_SHARE = 5;

  /** When everything was read at once, so many times what is needed are fed next. */
  private static final int MOST_MORE = 128;

  private PlainSection() {}

  /**
   * With one checkpoint.
   *
   * @param plain the loop's throughput
   * @param overPlain images per second of the line over the loop's
   */
  public record Result(String checkpoint, Throughput plain, RunReport line, double overPlain) {

    static Result of(String checkpoint, Throughput plain, RunReport line) {
      return new Result(
          checkpoint, plain, line, line.throughput().imagesPerSecond() / plain.imagesPerSecond());
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add(
          "Against a plain loop, %s, S3 answers after %d ms"
              .formatted(checkpoint, LineServers.DISTANCE.toMillis()));
      lines.add(
          Lines.of(
              "  plain loop",
              "%.2f images/s (%d in %.1f s)",
              plain.imagesPerSecond(),
              plain.images(),
              plain.seconds()));
      lines.addAll(line.lines());
      lines.add(Lines.of("  end to end / plain loop", "%.2f", overPlain));
      return lines;
    }
  }

  static Result run(Bench bench, Path checkpoint, boolean tiny)
      throws IOException, InterruptedException {
    String name = checkpoint.getFileName().toString();
    String size = tiny ? "-tiny" : "-large";
    bench.progress().accept("plain loop with " + name);
    Throughput plain = plain(bench, "plain" + size, checkpoint, bench.sizes().plainLoop(tiny));
    bench.progress().accept("beside the plain loop, with " + name);
    String run = "distant" + size;
    int images = bench.sizes().besidePlainLoop(tiny);
    try (LineRun line = LineRun.start(bench, run, checkpoint, bench.settings(run, true), false)) {
      line.go();
      int batch = line.config().batch().maxImages();
      RunReport report = line.measure(tiny ? images / 2 : 2 * batch, images);
      line.app().stopApplication();
      return Result.of(name, plain, report);
    }
  }

  private static Throughput plain(Bench bench, String run, Path checkpoint, int images)
      throws IOException, InterruptedException {
    Map<String, String> settings = bench.settings(run, true);
    ClipStreamsConfig config = new ClipStreamsConfig(settings);
    try (Admin admin = Admin.create(config.clientSettings())) {
      Topics.create(admin, config.topics());
    }
    ChildSetup setup = bench.setup(run, checkpoint, settings, false);
    Path file = bench.folder().resolve(run + "-setup.json");
    Wire.write(file, setup);
    AvroSerdes serdes = new AvroSerdes(config.serdeSettings());
    try (ChildJvm loop =
            Java.start(
                run,
                PlainLoopProcess.class,
                List.of(Java.heap()),
                List.of(file.toString()),
                Path.of(setup.ready()));
        Feed feed = new Feed(config, serdes, bench.pictures());
        Answers answers = new Answers(config, serdes, loop::isAlive)) {
      int warmUp = Math.max(1, images / PLAIN_WARM_UP_SHARE);
      Optional<Throughput> found = Optional.empty();
      for (int more = 2; found.isEmpty() && more <= MOST_MORE; more *= 4) {
        int already = feed.emitted();
        feed.emit(more * (warmUp + images));
        found = answers.throughput(already, warmUp, images, feed.emitted());
      }
      return found.orElseThrow(() -> new IllegalStateException("all answers were read at once"));
    }
  }
}
