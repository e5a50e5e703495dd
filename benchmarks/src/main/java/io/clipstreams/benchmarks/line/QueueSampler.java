package io.clipstreams.benchmarks.line;

import io.clipstreams.topology.QueueLengths;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at the queues again and again, on a thread of its own. */
final class QueueSampler implements AutoCloseable {

  private static final long PERIOD_MILLIS = 50;

  private final Supplier<QueueLengths> queues;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "queue-sampler"));
  private AppSnapshot.QueueSums sums = new AppSnapshot.QueueSums(0, 0, 0, 0, 0);

  QueueSampler(Supplier<QueueLengths> queues) {
    this.queues = queues;
    thread.scheduleAtFixedRate(this::sample, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void sample() {
    QueueLengths now = queues.get();
    synchronized (this) {
      sums =
          new AppSnapshot.QueueSums(
              sums.samples() + 1,
              sums.parked() + now.parked(),
              sums.underWay() + now.underWay(),
              sums.waitingForDecode() + now.waitingForDecode(),
              sums.waitingForDevice() + now.waitingForDevice());
    }
  }

  synchronized AppSnapshot.QueueSums sums() {
    return sums;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
