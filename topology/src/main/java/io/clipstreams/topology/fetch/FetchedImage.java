package io.clipstreams.topology.fetch;

import java.util.Objects;
import java.util.Optional;

/**
 * An object, read. Whoever gets it closes it when the bytes are not needed any more.
 *
 * @param bytes the whole content
 * @param versionId where the store has versions
 * @param etag without quotes
 * @param reserved its share of the bytes that may be under way
 */
public record FetchedImage(
    byte[] bytes,
    Optional<String> versionId,
    Optional<String> etag,
    ByteBudget.Reservation reserved)
    implements AutoCloseable {

  public FetchedImage {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(versionId, "versionId");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(reserved, "reserved");
  }

  @Override
  public void close() {
    reserved.close();
  }
}
