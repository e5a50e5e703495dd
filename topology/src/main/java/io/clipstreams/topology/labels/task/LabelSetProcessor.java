package io.clipstreams.topology.labels.task;

import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.LabelTowers;
import io.clipstreams.topology.metrics.PipelineMetrics;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Puts the {@link LabelTask} into the topology: definitions come in as bytes, and a wall-clock
 * punctuator gives it turns. Kafka Streams may call {@code init} again after {@code close}; each
 * time a new task takes up what the store holds, and results for the former are dropped with it.
 */
public final class LabelSetProcessor implements Processor<byte[], byte[], Object, Object> {

  private final LabelSettings settings;
  private final String storeName;
  private final LabelSinks sinks;
  private final List<LabelTowers> towers;
  private final DefinitionDecoder decoder;
  private final LabelTopics labelTopics;
  private final Executor executor;
  private final PipelineMetrics metrics;

  private ProcessorContext<Object, Object> context;
  private LabelTask task;

  /**
   * @param towers of this process's model first, then those of models that replace it or that it
   *     replaces
   * @param labelTopics says whether the topics that labels name are there
   * @param executor drafts definitions, away from the stream thread
   */
  public LabelSetProcessor(
      LabelSettings settings,
      String storeName,
      LabelSinks sinks,
      List<LabelTowers> towers,
      DefinitionDecoder decoder,
      LabelTopics labelTopics,
      Executor executor,
      PipelineMetrics metrics) {
    this.settings = settings;
    this.storeName = storeName;
    this.sinks = sinks;
    this.towers = List.copyOf(towers);
    this.decoder = decoder;
    this.labelTopics = labelTopics;
    this.executor = executor;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    if (context.taskId().partition() != 0) {
      throw new IllegalStateException(
          "%s must have one partition: a version is the offset of its definition"
              .formatted(settings.definitionsTopic()));
    }
    this.context = context;
    LabelStore store = new LabelStore(context.getStateStore(storeName));
    LabelOutput output = new LabelOutput(context, settings, sinks, metrics);
    task = new LabelTask(settings, store, output, towers, decoder, labelTopics, executor, metrics);
    context.schedule(settings.turn(), PunctuationType.WALL_CLOCK_TIME, task::turn);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    long offset = context.recordMetadata().map(RecordMetadata::offset).orElseThrow();
    StoredDefinition definition =
        new StoredDefinition(
            offset, record.timestamp(), record.key(), record.value(), record.headers());
    task.receive(definition, context.currentSystemTimeMs());
  }

  @Override
  public void close() {
    if (task != null) {
      task.close();
    }
  }
}
