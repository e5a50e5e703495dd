package io.clipstreams.topology.history;

import io.clipstreams.schemas.Classification;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/**
 * Keeps the embeddings of a task's images as they come, undecoded, and gives its sweep turns. Kafka
 * Streams may call {@link #init} again after {@link #close}: a new sweep takes up what the stores
 * hold.
 */
final class HistoryProcessor implements Processor<byte[], byte[], byte[], Classification> {

  private static final Duration TURN_INTERVAL = Duration.ofMillis(20);

  private final EmbeddingDecoder decoder;
  private final Optional<Rescoring> rescoring;

  private TimestampedKeyValueStore<Bytes, byte[]> images;
  private ProgressStore progress;
  private SweepTask sweep;
  private Cancellable turns;

  HistoryProcessor(EmbeddingDecoder decoder, Optional<Rescoring> rescoring) {
    this.decoder = decoder;
    this.rescoring = rescoring;
  }

  @Override
  public void init(ProcessorContext<byte[], Classification> context) {
    images = context.getStateStore(HistoryTopology.STORE);
    rescoring.ifPresent(shared -> init(context, shared));
  }

  private void init(ProcessorContext<byte[], Classification> context, Rescoring shared) {
    progress = new ProgressStore(context.getStateStore(ProgressStore.NAME), shared.model());
    sweep =
        new SweepTask(
            shared,
            images,
            progress,
            decoder,
            (key, answer) ->
                context.forward(new Record<>(key.get(), answer, context.currentSystemTimeMs())));
    turns = context.schedule(TURN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, sweep::turn);
  }

  @Override
  public void process(Record<byte[], byte[]> embedding) {
    if (embedding.key() == null) {
      return; // A compacted topic takes none.
    }
    Bytes key = Bytes.wrap(embedding.key());
    if (embedding.value() == null) {
      images.delete(key);
      return;
    }
    images.put(key, ValueAndTimestamp.make(embedding.value(), embedding.timestamp()));
    if (sweep != null) {
      sweep.arrived(key, embedding.value());
    }
  }

  @Override
  public void close() {
    if (turns != null) {
      turns.cancel();
      turns = null;
      sweep = null;
    }
  }
}
