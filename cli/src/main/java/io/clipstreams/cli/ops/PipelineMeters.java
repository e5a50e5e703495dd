package io.clipstreams.cli.ops;

import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.metrics.PipelineMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What happens to images, as meters. All of them exist from the start, but for those that are told
 * apart by reason: Prometheus would otherwise miss the first of each. Any thread calls.
 */
final class PipelineMeters implements PipelineMetrics {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofMinutes(5)
  };
  private static final double[] BATCH_SIZES = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512};

  private final MeterRegistry registry;
  private final Counter received;
  private final Counter excluded;
  private final Counter classified;
  private final Counter routed;
  private final Counter rescored;
  private final Counter fetchedBytes;
  private final Counter cachedVectors;
  private final Counter encodedVectors;
  private final Counter texts;
  private final DistributionSummary batchSizes;
  private final Timer answer;
  private final Timer fetch;
  private final Timer decodeWait;
  private final Timer decode;
  private final Timer deviceWait;
  private final Timer model;
  private final Timer text;
  private final Timer round;
  private final Timer roundWait;

  PipelineMeters(MeterRegistry registry) {
    this.registry = registry;
    received =
        Counter.builder("clip.references.received")
            .description("References that were read and stored")
            .register(registry);
    excluded =
        Counter.builder("clip.messages.excluded")
            .description("Messages that name nothing to classify: filtered out, removals, tests")
            .register(registry);
    classified =
        Counter.builder("clip.images.classified")
            .description("Classifications that were forwarded")
            .register(registry);
    routed =
        Counter.builder("clip.images.routed")
            .description("Copies of classifications for the topics of labels")
            .register(registry);
    rescored =
        Counter.builder("clip.images.rescored")
            .description("Stored images that were judged again by a later version of a label set")
            .register(registry);
    fetchedBytes =
        Counter.builder("clip.fetched")
            .baseUnit("bytes")
            .description("Bytes of objects that were read")
            .register(registry);
    cachedVectors = labelVectors("cached");
    encodedVectors = labelVectors("encoded");
    texts =
        Counter.builder("clip.texts.encoded")
            .description("Prompts that went through the text tower")
            .register(registry);
    batchSizes =
        DistributionSummary.builder("clip.batch.images")
            .description("Images in a batch")
            .serviceLevelObjectives(BATCH_SIZES)
            .register(registry);
    answer =
        timer("clip.answer", "From the reading of a reference to its classification")
            .register(registry);
    fetch = stage("fetch");
    decodeWait = stage("decode-wait");
    decode = stage("decode");
    deviceWait = stage("device-wait");
    model = stage("model");
    text = stage("text");
    round =
        timer("clip.stream.round", "A stream thread's round of its loop, poll left out")
            .register(registry);
    roundWait =
        timer("clip.stream.round.wait", "The part of a round that waits for brokers")
            .register(registry);
  }

  private Counter labelVectors(String source) {
    return Counter.builder("clip.label.vectors")
        .description("Vectors of accepted label sets: in the cache, or to be encoded")
        .tag("source", source)
        .register(registry);
  }

  private Timer stage(String stage) {
    return timer(
            "clip.stage",
            "Time of each stage: of an image, but for model and text, which are of a batch")
        .tag("stage", stage)
        .register(registry);
  }

  private static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
  }

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
    fetchedBytes.increment(bytes);
    record(fetch, nanos);
  }

  @Override
  public void decoded(long waitedNanos, long nanos) {
    record(decodeWait, waitedNanos);
    record(decode, nanos);
  }

  @Override
  public void awaitedDevice(long waitedNanos) {
    record(deviceWait, waitedNanos);
  }

  @Override
  public void imageBatch(int images, long nanos) {
    batchSizes.record(images);
    record(model, nanos);
  }

  @Override
  public void textSlice(int slice, long nanos) {
    texts.increment(slice);
    record(text, nanos);
  }

  @Override
  public void labelVectors(int cached, int missing) {
    cachedVectors.increment(cached);
    encodedVectors.increment(missing);
  }

  @Override
  public void retried(Stage stage, String reason) {
    registry.counter("clip.retries", "stage", stage.toString(), "reason", reason).increment();
  }

  @Override
  public void classified(long sinceReceivedMillis) {
    classified.increment();
    answer.record(Math.max(0, sinceReceivedMillis), TimeUnit.MILLISECONDS);
  }

  @Override
  public void routed() {
    routed.increment();
  }

  @Override
  public void rescored() {
    rescored.increment();
  }

  @Override
  public void deadLettered(Stage stage, String reason) {
    registry.counter("clip.dead.letters", "stage", stage.toString(), "reason", reason).increment();
  }

  @Override
  public void loopRound(long nanos, long waitedNanos) {
    record(round, nanos);
    record(roundWait, waitedNanos);
  }

  private static void record(Timer timer, long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }
}
