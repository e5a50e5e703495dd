package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelSet;
import java.util.concurrent.CompletableFuture;

/** Reads the bytes of a definition without holding up the stream thread. */
@FunctionalInterface
public interface DefinitionDecoder {

  /**
   * Never blocks; at most one call is under way at a time.
   *
   * @param value not null
   * @return fails with a {@link org.apache.kafka.common.errors.RetriableException} when the
   *     registry cannot be asked now, and with any other exception when the bytes are no definition
   */
  CompletableFuture<LabelSet> decode(byte[] value);
}
