package io.clipstreams.topology.inflight;

import io.clipstreams.topology.inflight.ImageProcessorSupplier.Outputs;
import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Where Kafka Streams meets a task's references. Streams may call {@link #init} again after {@link
 * #close}, on the same object: each time a new {@link ReferenceTask} begins with what the store
 * holds, and knows nothing of the one before.
 */
final class ImageProcessor implements Processor<byte[], byte[], byte[], Object> {

  /** Bounds how long a finished image waits on an idle task; so does {@code poll.ms}. */
  private static final Duration TURN_INTERVAL = Duration.ofMillis(10);

  private final ImageLine line;
  private final Outputs outputs;
  private ReferenceTask task;
  private Cancellable turns;

  ImageProcessor(ImageLine line, Outputs outputs) {
    this.line = line;
    this.outputs = outputs;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    task = new ReferenceTask(line, outputs, context);
    turns = context.schedule(TURN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> task.turn());
  }

  @Override
  public void process(Record<byte[], byte[]> message) {
    task.admit(message);
    task.turn();
  }

  @Override
  public void close() {
    if (task != null) {
      turns.cancel();
      task.close();
      task = null;
    }
  }
}
