package io.clipstreams.topology.inflight;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** The processor of image references, with its store. */
public final class ImageProcessorSupplier
    implements ProcessorSupplier<byte[], byte[], byte[], Object> {

  private final ImageLine line;
  private final Outputs outputs;
  private final Duration deletionsKept;

  /**
   * @param outputs the nodes to which answers are forwarded
   * @param deletionsKept how long a reader of the store's changelog may pause and still see every
   *     deletion
   */
  public ImageProcessorSupplier(ImageLine line, Outputs outputs, Duration deletionsKept) {
    this.line = line;
    this.outputs = outputs;
    this.deletionsKept = deletionsKept;
  }

  /**
   * Names of the sink nodes.
   *
   * @param embeddings empty where none are published
   */
  public record Outputs(
      String classifications, String labelTopics, String deadLetters, Optional<String> embeddings) {

    /** The same without embeddings. */
    public Outputs(String classifications, String labelTopics, String deadLetters) {
      this(classifications, labelTopics, deadLetters, Optional.empty());
    }

    /** The same with this node for embeddings. */
    public Outputs withEmbeddings(Optional<String> sink) {
      return new Outputs(classifications, labelTopics, deadLetters, sink);
    }
  }

  @Override
  public Processor<byte[], byte[], byte[], Object> get() {
    return new ImageProcessor(line, outputs);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(ReferenceStore.builder(deletionsKept));
  }
}
