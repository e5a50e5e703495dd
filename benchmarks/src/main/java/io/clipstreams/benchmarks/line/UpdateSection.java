package io.clipstreams.benchmarks.line;

import io.clipstreams.benchmarks.line.Answers.Answer;
import io.clipstreams.benchmarks.line.LabelEdits.Edit;
import io.clipstreams.schemas.LabelSetResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How soon a change of the label set is seen, on an idle line and on a busy one, and what changes
 * cost the busy one: from the broker's acknowledgement of the definition to the first readable
 * classification by the new version.
 */
final class UpdateSection {

  /** So that edits meet the commit interval at every phase. */
  private static final int LEAST_PAUSE_MILLIS = 50;

  private static final int PAUSE_SPREAD_MILLIS = 200;
  private static final int WARM_UP = 10;

  /** How often an image asks, at most. */
  private static final Duration ASK_EVERY = Duration.ofMillis(50);

  /** On the idle line images that ask take at most half of the device's time. */
  private static final int IDLE_SHARE = 2;

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** On the busy line: between two edits, and of a window with edits or without. */
  private static final Duration EDIT_EVERY = Duration.ofSeconds(5);

  private static final int EDITS_A_WINDOW = 4;

  private final LineRun line;
  private final LabelEdits edits;
  private final SteadyLoad load;

  private UpdateSection(LineRun line, LabelEdits edits) {
    this.line = line;
    this.edits = edits;
    this.load = new SteadyLoad(line);
  }

  /** What the busy line did. */
  private record Busy(
      List<Long> latencies,
      List<Double> ratesWith,
      List<Double> ratesWithout,
      double batchMillis) {}

  /**
   * Runs both parts.
   *
   * @param idle how many edits of the idle line
   * @param busy how many of the busy one, at least
   */
  static LabelUpdates run(Bench bench, Path checkpoint, int idle, int busy)
      throws IOException, InterruptedException {
    Map<String, String> settings = bench.settings("updates", false);
    bench.progress().accept("label updates on an idle line");
    try (LineRun line = LineRun.start(bench, "updates", checkpoint, settings, false);
        LabelEdits edits = new LabelEdits(line.config(), line.serdes())) {
      line.go();
      UpdateSection section = new UpdateSection(line, edits);
      Duration askEvery = section.askEvery();
      section.idle(WARM_UP, askEvery);
      List<Long> idleNanos = section.idle(idle, askEvery);
      bench.progress().accept("label updates on a busy line");
      Busy found = section.busy(busy);
      line.app().stopApplication();
      return LabelUpdates.of(
          checkpoint.getFileName().toString(),
          idleNanos,
          askEvery.toNanos() / 1e6,
          found.latencies(),
          found.ratesWith(),
          found.ratesWithout(),
          found.batchMillis());
    }
  }

  /** By what the model takes for a lone image. */
  private Duration askEvery() throws IOException, InterruptedException {
    LoneSection.latencies(line, WARM_UP);
    line.app().resetMedians();
    LoneSection.latencies(line, WARM_UP);
    long idleNanos = (long) (line.app().medians().loneModel() * 1e6) * IDLE_SHARE;
    return Duration.ofNanos(Math.max(ASK_EVERY.toNanos(), idleNanos));
  }

  private List<Long> idle(int count, Duration askEvery) throws InterruptedException {
    Random random = new Random(count);
    List<Long> latencies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      line.drain();
      Thread.sleep(LEAST_PAUSE_MILLIS + random.nextInt(PAUSE_SPREAD_MILLIS));
      int from = line.answers().all().size();
      Edit edit = edits.next();
      long seen = firstBy(edit, from);
      for (long asked = 0; seen < 0; seen = firstBy(edit, from)) {
        long now = System.nanoTime();
        requirePatience(edit, now);
        if (now - asked > askEvery.toNanos()) {
          asked = now;
          line.feed().emit(1);
        }
        line.answers().poll(SteadyLoad.POLL);
      }
      latencies.add(seen - edit.atNanos());
    }
    line.drain();
    return latencies;
  }

  /** Windows with edits and without, in turns, while the line never lacks work. */
  private Busy busy(int count) throws IOException, InterruptedException {
    load.work(EDIT_EVERY);
    AppSnapshot before = line.app().snapshot();
    List<Long> latencies = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    while (latencies.size() < count) {
      int from = line.answers().all().size();
      for (int i = 0; i < EDITS_A_WINDOW; i++) {
        Edit edit = edits.next();
        int since = line.answers().all().size();
        load.work(EDIT_EVERY);
        long seen = firstBy(edit, since);
        while (seen < 0) {
          requirePatience(edit, System.nanoTime());
          load.work(ASK_EVERY);
          seen = firstBy(edit, since);
        }
        latencies.add(seen - edit.atNanos());
      }
      with.add(load.rate(from));
      from = line.answers().all().size();
      load.work(EDIT_EVERY.multipliedBy(EDITS_A_WINDOW));
      without.add(load.rate(from));
    }
    AppSnapshot after = line.app().snapshot();
    line.drain();
    return new Busy(latencies, with, without, batchMillis(before, after));
  }

  private static double batchMillis(AppSnapshot before, AppSnapshot after) {
    long batches = after.counts().batches() - before.counts().batches();
    return (after.counts().deviceNanos() - before.counts().deviceNanos()) / 1e6 / batches;
  }

  private static void requirePatience(Edit edit, long now) {
    if (now - edit.atNanos() > PATIENCE.toNanos()) {
      throw new IllegalStateException(
          "version %d has judged no image for %d s"
              .formatted(edit.version(), PATIENCE.toSeconds()));
    }
  }

  /** When the first answer by this version, or a later one, was read; -1 when there is none. */
  private long firstBy(Edit edit, int from) {
    List<Answer> answers = line.answers().all();
    for (int i = from; i < answers.size(); i++) {
      LabelSetResult result = answers.get(i).classification().getResults().get(0);
      if (result.getVersion() >= edit.version()) {
        return answers.get(i).readNanos();
      }
    }
    return -1;
  }
}
