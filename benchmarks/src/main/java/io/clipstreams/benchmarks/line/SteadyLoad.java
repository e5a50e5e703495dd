package io.clipstreams.benchmarks.line;

import io.clipstreams.benchmarks.line.Answers.Answer;
import java.time.Duration;
import java.util.List;

/** Keeps a line at work, so that it never lacks images, and says how fast it was. One thread. */
final class SteadyLoad {

  static final Duration POLL = Duration.ofMillis(5);

  private final LineRun line;

  SteadyLoad(LineRun line) {
    this.line = line;
  }

  /** Reads answers for so long, and sees to it that images are waiting. */
  void work(Duration time) {
    int enough = 2 * line.config().inFlight().maxImages();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (line.feed().emitted() - line.answers().all().size() < enough) {
        line.feed().emit(line.config().batch().maxImages());
      }
      line.answers().poll(POLL);
    }
  }

  /** Images per second of what was answered since, by whole batches. */
  double rate(int from) {
    int batch = line.config().batch().maxImages();
    List<Answer> answers = line.answers().all();
    int count = answers.size() - from;
    return Throughput.of(answers.subList(from, answers.size()), batch, count - 2 * batch - 1)
        .orElseThrow()
        .imagesPerSecond();
  }
}
