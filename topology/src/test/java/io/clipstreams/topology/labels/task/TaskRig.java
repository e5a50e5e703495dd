package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.labels.FakeLabelTopics;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.metrics.PipelineCounters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The label task on a store that survives restarts, with its turns in the test's hand. Definitions
 * are in Avro's single-object encoding, so that no registry is needed.
 */
final class TaskRig {

  static final int KEEP_VERSIONS = 2;
  static final Duration OTHER_MODELS_KEPT = Duration.ofDays(7);
  static final int MAX_LABELS = 20_000;

  private static final String STORE = "store";
  private static final LabelSinks SINKS = new LabelSinks("vectors", "definitions", "dead-letters");

  private final MockProcessorContext<Object, Object> context =
      new MockProcessorContext<>(new Properties());
  private final FakeLabelTopics topics = new FakeLabelTopics("labels.cats");
  private DefinitionDecoder decoder = TaskRig::decode;
  private LabelSetProcessor processor;
  private final PipelineCounters metrics = new PipelineCounters();
  private long nextOffset = 10;
  private long now = 1_000_000;

  TaskRig(FakeTextEncoder... encoders) {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    context.setCurrentSystemTimeMs(now);
    start(encoders);
  }

  private void start(FakeTextEncoder... encoders) {
    LabelSettings settings =
        new LabelSettings(
            "sets",
            "vectors",
            "dead",
            KEEP_VERSIONS,
            OTHER_MODELS_KEPT,
            MAX_LABELS,
            Optional.of("labels."),
            Duration.ofMillis(10));
    processor =
        new LabelSetProcessor(
            settings,
            STORE,
            SINKS,
            Arrays.stream(encoders).map(FakeTextEncoder::towers).toList(),
            value -> decoder.decode(value),
            topics,
            Runnable::run,
            metrics);
    processor.init(context);
  }

  /** As after a crash that lost everything but what was committed. */
  void restart(FakeTextEncoder... encoders) {
    processor.close();
    start(encoders);
  }

  /** The topics that labels can name. */
  FakeLabelTopics topics() {
    return topics;
  }

  /** What was counted. */
  PipelineCounters.Snapshot counts() {
    return metrics.snapshot();
  }

  void decodeWith(DefinitionDecoder decoder) {
    this.decoder = decoder;
  }

  static CompletableFuture<LabelSet> decode(byte[] value) {
    try {
      return CompletableFuture.completedFuture(LabelSet.getDecoder().decode(value));
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  static byte[] encode(LabelSet definition) {
    try {
      var bytes = LabelSet.getEncoder().encode(definition);
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a definition and answers its offset. */
  long define(String key, LabelSet definition) {
    return write(key, definition == null ? null : encode(definition));
  }

  long write(String key, byte[] value) {
    return write(nextOffset++, key, value, now);
  }

  /** The topic of definitions is created anew: its offsets begin at the beginning. */
  void recreateTopic() {
    nextOffset = 0;
  }

  long write(long offset, String key, byte[] value, long timestamp) {
    context.setRecordMetadata("sets", 0, offset);
    processor.process(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, timestamp));
    return offset;
  }

  long now() {
    return now;
  }

  /** Takes one turn; time goes on. */
  void turn() {
    pass(Duration.ofMillis(10));
  }

  void pass(Duration time) {
    now += time.toMillis();
    context.setCurrentSystemTimeMs(now);
    // The mock keeps the punctuators of closed processors; Kafka Streams does not.
    var all = context.scheduledPunctuators();
    all.get(all.size() - 1).getPunctuator().punctuate(now);
  }

  /** Takes as many turns as there can be work for. */
  void settle() {
    for (int i = 0; i < 200; i++) {
      turn();
    }
  }

  /**
   * What was written to the topic of vectors since the last call: keys in their order, with a minus
   * before those that were deleted.
   */
  List<String> takeWritten() {
    List<String> keys = new ArrayList<>();
    for (var forward : context.forwarded(SINKS.vectors())) {
      keys.add((forward.record().value() == null ? "-" : "") + forward.record().key());
    }
    context.resetForwards();
    return keys;
  }

  /** What was written to the topic of vectors since the last call. */
  List<Written> takeRecords() {
    List<Written> written =
        context.forwarded(SINKS.vectors()).stream()
            .map(
                forward ->
                    new Written(
                        (String) forward.record().key(), (LabelRecord) forward.record().value()))
            .toList();
    context.resetForwards();
    return written;
  }

  /** A record of the topic of vectors; a null value deletes. */
  record Written(String key, LabelRecord value) {}

  /** The records that were written to the topic of vectors since the last take. */
  List<LabelRecord> records() {
    return context.forwarded(SINKS.vectors()).stream()
        .map(forward -> (LabelRecord) forward.record().value())
        .toList();
  }

  /** Keys of parts that were deleted from the topic of definitions since the last take. */
  List<String> deletedParts() {
    return context.forwarded(SINKS.definitions()).stream()
        .map(forward -> new String((byte[]) forward.record().key(), StandardCharsets.UTF_8))
        .toList();
  }

  /** {@code OFFSET REASON} of every dead letter since the last take. */
  List<String> deadLetters() {
    return context.forwarded(SINKS.deadLetters()).stream()
        .map(
            forward ->
                header(forward.record(), DeadLetterHeaders.OFFSET)
                    + " "
                    + header(forward.record(), DeadLetterHeaders.REASON))
        .toList();
  }

  /** The message of the last dead letter. */
  String lastMessage() {
    var all = context.forwarded(SINKS.deadLetters());
    return header(all.get(all.size() - 1).record(), DeadLetterHeaders.MESSAGE);
  }

  private static String header(Record<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
