package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelVector;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.content.AvroBinary;
import io.clipstreams.topology.labels.content.LabelKeys;
import io.clipstreams.topology.metrics.PipelineMetrics;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forwards what the label task writes, and counts what it writes to the topic of vectors against a
 * budget, so that no turn holds up the stream thread. For the stream thread alone.
 */
final class LabelOutput {

  private static final Logger log = LoggerFactory.getLogger(LabelOutput.class);

  /** A tombstone costs about this much besides its key. */
  private static final int RECORD_OVERHEAD_BYTES = 100;

  private final ProcessorContext<Object, Object> context;
  private final LabelSettings settings;
  private final LabelSinks sinks;
  private final PipelineMetrics metrics;
  private int budget;

  LabelOutput(
      ProcessorContext<Object, Object> context,
      LabelSettings settings,
      LabelSinks sinks,
      PipelineMetrics metrics) {
    this.context = context;
    this.settings = settings;
    this.sinks = sinks;
    this.metrics = metrics;
  }

  /** Begins a turn. */
  void grant(int bytes) {
    budget = bytes;
  }

  boolean isSpent() {
    return budget <= 0;
  }

  void vector(String key, LabelVector vector) {
    write(key, vector, vector.getVector().remaining());
  }

  void page(String key, LabelPage page) {
    write(key, page, AvroBinary.of(page).length);
  }

  void manifest(LabelManifest manifest) {
    write(LabelKeys.manifest(manifest), manifest, AvroBinary.of(manifest).length);
    // Who waits for the version sees it with this commit, and what it replaces goes after it.
    context.commit();
  }

  void tombstone(String key) {
    write(key, null, 0);
  }

  private void write(String key, SpecificRecord body, int bytes) {
    budget -= key.length() + bytes + RECORD_OVERHEAD_BYTES;
    LabelRecord value = body == null ? null : new LabelRecord(body);
    context.forward(new Record<>(key, value, context.currentSystemTimeMs()), sinks.vectors());
  }

  /** Deletes a part of an upload from the topic of definitions. */
  void partTombstone(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    context.forward(new Record<>(bytes, null, context.currentSystemTimeMs()), sinks.definitions());
  }

  void deadLetter(StoredDefinition definition, RefusedDefinitionException why) {
    log.warn(
        "The definition of label set {} at offset {} is refused ({}): {}",
        definition.name(),
        definition.offset(),
        why.reason(),
        why.getMessage());
    metrics.deadLettered(Stage.LABELS, why.reason());
    var source = new DeadLetterHeaders.Source(settings.definitionsTopic(), 0, definition.offset());
    var headers =
        DeadLetterHeaders.of(definition.headers(), Stage.LABELS, why.reason(), why, source);
    context.forward(
        new Record<>(definition.key(), definition.value(), definition.timestamp(), headers),
        sinks.deadLetters());
    context.commit();
  }
}
