package io.clipstreams.benchmarks.line;

import io.clipstreams.benchmarks.line.Answers.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Images per second over a stretch of answers that begins and ends with whole batches: of the
 * images of a batch, which become readable nearly at once, either all count or none.
 *
 * @param images that became readable in the stretch
 * @param seconds from the last answer before it to its last one
 * @param batchSizes the median, smallest and largest batch, by images
 */
public record Throughput(int images, double seconds, BatchSizes batchSizes) {

  /** Batches as images see them. */
  public record BatchSizes(int smallest, int median, int largest) {}

  /** What was scored in the same millisecond. */
  private static final class Group {
    private int size;
    private long readNanos = Long.MIN_VALUE;
    private final List<Long> batchSizes = new ArrayList<>();

    void add(Answer answer) {
      size++;
      readNanos = Math.max(readNanos, answer.readNanos());
      batchSizes.add((long) answer.classification().getBatchSize());
    }
  }

  double imagesPerSecond() {
    return images / seconds;
  }

  /**
   * Of what was read; empty when it does not hold such a stretch, or was read in one go, so that
   * the times say nothing.
   *
   * @param warmUp so many are left out at the beginning, at least
   * @param images so many are wanted, at least
   */
  static Optional<Throughput> of(List<Answer> answers, int warmUp, int images) {
    Map<Long, Group> groups = new TreeMap<>();
    for (Answer answer : answers) {
      long scored = answer.classification().getTimes().getScored().toEpochMilli();
      groups.computeIfAbsent(scored, time -> new Group()).add(answer);
    }
    int before = 0;
    int counted = 0;
    long begin = Long.MIN_VALUE;
    long end = Long.MIN_VALUE;
    List<Long> batchSizes = new ArrayList<>();
    for (Group group : groups.values()) {
      if (before < Math.max(1, warmUp)) {
        before += group.size;
        begin = Math.max(begin, group.readNanos);
      } else if (counted < images) {
        counted += group.size;
        end = Math.max(end, group.readNanos);
        batchSizes.addAll(group.batchSizes);
      }
    }
    if (counted < images || end <= begin) {
      return Optional.empty();
    }
    return Optional.of(
        new Throughput(
            counted,
            (end - begin) / 1e9,
            new BatchSizes(
                (int) Durations.percentile(batchSizes, 0.001),
                (int) Durations.percentile(batchSizes, 50),
                (int) Durations.percentile(batchSizes, 100))));
  }
}
