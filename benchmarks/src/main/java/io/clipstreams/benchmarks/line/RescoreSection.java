package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.topology.history.RecentEmbeddings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fast stored images are judged again by a new version of their label set on an idle line, and
 * what that costs a busy one: windows with a sweep and without, in turns.
 */
final class RescoreSection {

  /** More than a sweep passes in a window on a busy line. */
  private static final int STORED = 100_000;

  private static final Duration WINDOW = Duration.ofSeconds(20);
  private static final Duration QUIET = Duration.ofSeconds(3);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LineRun line;
  private final LabelEdits edits;
  private final Rescores rescores;
  private final SteadyLoad load;

  private RescoreSection(LineRun line, LabelEdits edits, Rescores rescores) {
    this.line = line;
    this.edits = edits;
    this.rescores = rescores;
    this.load = new SteadyLoad(line);
  }

  static LabelRescores run(Bench bench, Path checkpoint, int windows)
      throws IOException, InterruptedException {
    Map<String, String> settings = bench.settings("rescore", false);
    settings.put("embeddings.enabled", "true");
    settings.put("rescore", "on-label-change");
    settings.put("topic.image.embeddings", "rescore.image-embeddings");
    settings.put("topic.rescored", "rescore.rescored");
    bench.progress().accept("%,d stored images, judged again by an idle line".formatted(STORED));
    try (LineRun line = LineRun.start(bench, "rescore", checkpoint, settings, false);
        LabelEdits edits = new LabelEdits(line.config(), line.serdes());
        Rescores rescores = new Rescores(line.config())) {
      line.go();
      RescoreSection section = new RescoreSection(line, edits, rescores);
      section.store();
      double idle = section.idle();
      bench.progress().accept("stored images, judged again by a busy line");
      List<Double> with = new ArrayList<>();
      List<Double> without = new ArrayList<>();
      List<Double> busy = new ArrayList<>();
      section.load.work(WINDOW);
      line.drain();
      for (int i = 0; i < windows; i++) {
        without.add(section.window());
        busy.add(section.windowWithSweep(with));
      }
      line.app().stopApplication();
      return LabelRescores.of(
          checkpoint.getFileName().toString(), STORED, idle, busy, with, without);
    }
  }

  /** The first sweep is theirs: it ends when all are there. */
  private void store() {
    line.feed().emit(1);
    line.drain();
    ImageEmbedding like =
        new RecentEmbeddings(
                line.config().clientSettings(),
                line.config().topics().imageEmbeddings().orElseThrow(),
                line.serdes())
            .read(1)
            .get(0);
    ImageEmbedding longAgo =
        ImageEmbedding.newBuilder(like).setVersions(Map.of(BenchLabels.NAME, -1L)).build();
    StoredImages.write(line.config(), line.serdes(), longAgo, STORED);
    rescores.readToEnd(QUIET, PATIENCE);
  }

  private double idle() {
    edits.next();
    List<Long> times = rescores.readToEnd(QUIET, PATIENCE);
    if (times.size() < STORED) {
      throw new IllegalStateException(
          "of %d stored images %d were judged again".formatted(STORED, times.size()));
    }
    return times.size() * 1_000.0 / (times.get(times.size() - 1) - times.get(0));
  }

  /** Images per second of a window in which nothing else happens. */
  private double window() {
    load.work(QUIET);
    int from = line.answers().all().size();
    load.work(WINDOW);
    double rate = load.rate(from);
    line.drain();
    return rate;
  }

  /**
   * The same with a sweep that lasts longer; it ends when the line is idle again.
   *
   * @param rates takes the line's images per second
   * @return stored images per second meanwhile
   */
  private double windowWithSweep(List<Double> rates) {
    load.work(QUIET);
    edits.next();
    int from = line.answers().all().size();
    long begin = System.currentTimeMillis();
    load.work(WINDOW);
    long end = System.currentTimeMillis();
    rates.add(load.rate(from));
    line.drain();
    List<Long> times = rescores.readToEnd(QUIET, PATIENCE);
    if (times.get(times.size() - 1) <= end) {
      throw new IllegalStateException("the sweep was over before its window was");
    }
    long during = times.stream().filter(time -> time >= begin && time < end).count();
    return during * 1_000.0 / (end - begin);
  }
}
