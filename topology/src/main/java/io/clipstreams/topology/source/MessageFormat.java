package io.clipstreams.topology.source;

import io.clipstreams.schemas.ImageReference;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;

/** How a source topic's messages are written. Used by all stream threads. */
public interface MessageFormat {

  /**
   * Reads a message; never blocks.
   *
   * @param value not null
   */
  Decoded decode(String topic, byte[] value, Headers headers);

  /** What a message says. */
  sealed interface Decoded {

    /** The images that it names, new or removed; none where it was about something else. */
    record References(List<Indexed> references) implements Decoded {
      public References {
        references = List.copyOf(references);
      }
    }

    /** It can be read after this has been fetched; fetching starts with {@code get()}. */
    record NeedsSchema(Supplier<? extends CompletableFuture<?>> fetch) implements Decoded {}

    /** It cannot be read. */
    record Refused(String reason, RuntimeException error) implements Decoded {}
  }

  /**
   * A reference and its position in the message, from 0.
   *
   * @param isRemoval whether the object is gone, so that there is nothing to classify
   */
  record Indexed(int index, ImageReference reference, boolean isRemoval) {

    /** An image to classify. */
    public Indexed(int index, ImageReference reference) {
      this(index, reference, false);
    }
  }
}
