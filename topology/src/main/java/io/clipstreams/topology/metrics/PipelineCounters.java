package io.clipstreams.topology.metrics;

import io.clipstreams.topology.deadletter.Stage;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts since the start. Any thread may read. */
public final class PipelineCounters implements PipelineMetrics {

  private final LongAdder received = new LongAdder();
  private final LongAdder excluded = new LongAdder();
  private final LongAdder fetchedBytes = new LongAdder();
  private final LongAdder fetchNanos = new LongAdder();
  private final LongAdder decodeWaitNanos = new LongAdder();
  private final LongAdder decodeNanos = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder batchedImages = new LongAdder();
  private final LongAdder deviceWaitNanos = new LongAdder();
  private final BusyTime devices = new BusyTime(System::nanoTime);
  private final LongAdder cachedVectors = new LongAdder();
  private final LongAdder missingVectors = new LongAdder();
  private final LongAdder classified = new LongAdder();
  private final AtomicLong lastRound = new AtomicLong();
  private final AtomicLong longestRound = new AtomicLong();
  private final AtomicLong longestOwnRound = new AtomicLong();
  private final Map<String, LongAdder> retries = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> deadLetters = new ConcurrentHashMap<>();

  @Override
  public void received() {
    received.increment();
  }

  @Override
  public void excluded() {
    excluded.increment();
  }

  @Override
  public void fetched(int bytes, long nanos) {
    fetchedBytes.add(bytes);
    fetchNanos.add(nanos);
  }

  @Override
  public void decoded(long waitedNanos, long nanos) {
    decodeWaitNanos.add(waitedNanos);
    decodeNanos.add(nanos);
  }

  @Override
  public void deviceTaken() {
    devices.begin();
  }

  @Override
  public void deviceFreed() {
    devices.end();
  }

  @Override
  public void awaitedDevice(long waitedNanos) {
    deviceWaitNanos.add(waitedNanos);
  }

  @Override
  public void imageBatch(int images, long nanos) {
    batches.increment();
    batchedImages.add(images);
  }

  @Override
  public void labelVectors(int cached, int missing) {
    cachedVectors.add(cached);
    missingVectors.add(missing);
  }

  @Override
  public void retried(Stage stage, String reason) {
    count(retries, stage, reason);
  }

  @Override
  public void classified(long sinceReceivedMillis) {
    classified.increment();
  }

  @Override
  public void deadLettered(Stage stage, String reason) {
    count(deadLetters, stage, reason);
  }

  @Override
  public void loopRound(long nanos, long waitedNanos) {
    lastRound.set(nanos);
    longestRound.accumulateAndGet(nanos, Math::max);
    longestOwnRound.accumulateAndGet(nanos - waitedNanos, Math::max);
  }

  private static void count(Map<String, LongAdder> counts, Stage stage, String reason) {
    counts.computeIfAbsent(stage + "/" + reason, name -> new LongAdder()).increment();
  }

  /** The counts at this moment; dead letters and retries by {@code stage/reason}. */
  public Snapshot snapshot() {
    BusyTime.Reading devicesNow = devices.read();
    return new Snapshot(
        devicesNow.atNanos(),
        received.sum(),
        excluded.sum(),
        fetchedBytes.sum(),
        fetchNanos.sum(),
        decodeWaitNanos.sum(),
        decodeNanos.sum(),
        batches.sum(),
        batchedImages.sum(),
        deviceWaitNanos.sum(),
        devicesNow.busyNanos(),
        cachedVectors.sum(),
        missingVectors.sum(),
        classified.sum(),
        lastRound.get(),
        longestRound.get(),
        longestOwnRound.get(),
        sums(retries),
        sums(deadLetters));
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((name, count) -> sums.put(name, count.sum()));
    return sums;
  }

  /**
   * Counts at one moment. Durations are sums over images, in nanoseconds.
   *
   * @param atNanos the process's clock when {@code deviceNanos} was read
   * @param fetchNanos from the start of a fetch to its last byte
   * @param decodeWaitNanos waited for a thread of the decode pool
   * @param decodeNanos decoded and resized
   * @param deviceWaitNanos waited for a batch
   * @param deviceNanos during which devices had batches, the present ones included; the sum over
   *     devices, not over images
   * @param cachedVectors of accepted label sets' versions, that were there already
   * @param missingVectors of accepted label sets' versions, that had to be made
   * @param lastRoundNanos how long a stream thread's last round of its loop took, see {@link
   *     LoopRounds}; of several threads, the one that ended last
   * @param longestRoundNanos the longest round of any stream thread since the start
   * @param longestOwnRoundNanos the longest without what a thread waited for brokers
   */
  public record Snapshot(
      long atNanos,
      long received,
      long excluded,
      long fetchedBytes,
      long fetchNanos,
      long decodeWaitNanos,
      long decodeNanos,
      long batches,
      long batchedImages,
      long deviceWaitNanos,
      long deviceNanos,
      long cachedVectors,
      long missingVectors,
      long classified,
      long lastRoundNanos,
      long longestRoundNanos,
      long longestOwnRoundNanos,
      Map<String, Long> retries,
      Map<String, Long> deadLetters) {}
}
