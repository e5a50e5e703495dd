package io.clipstreams.topology.inflight;

import io.clipstreams.schemas.StoredHeader;
import io.clipstreams.schemas.StoredReference;
import io.clipstreams.topology.source.ReferenceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The store of references that have no answer yet: in memory, with a changelog. Values are in
 * Avro's single-object encoding, which needs no registry.
 */
final class ReferenceStore {

  static final String NAME = "in-flight";

  /**
   * Two records go to the changelog for each image, so it is compacted eagerly. A tombstone stays
   * long enough for a standby or a stopped process to see it, or it would classify again.
   */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(16 * 1024 * 1024),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.1");

  private ReferenceStore() {}

  /**
   * @param deletionsKept how long a reader of the changelog may pause and still see every deletion
   */
  static StoreBuilder<KeyValueStore<ReferenceKey, StoredReference>> builder(
      Duration deletionsKept) {
    Map<String, String> changelog = new HashMap<>(CHANGELOG);
    changelog.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(deletionsKept.toMillis()));
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), keys(), values())
        .withLoggingEnabled(changelog)
        .withCachingDisabled();
  }

  private static Serde<ReferenceKey> keys() {
    return Serdes.serdeFrom(
        (topic, key) -> key.toBytes(), (topic, bytes) -> ReferenceKey.fromBytes(bytes));
  }

  private static Serde<StoredReference> values() {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : encode(value),
        (topic, bytes) -> bytes == null ? null : decode(bytes));
  }

  private static byte[] encode(StoredReference value) {
    try {
      return Utils.toArray(value.toByteBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoredReference decode(byte[] bytes) {
    try {
      return StoredReference.fromByteBuffer(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is stored of a message; its reference is still to be set. */
  static StoredReference.Builder stored(Record<byte[], byte[]> message, long now) {
    List<StoredHeader> headers = new ArrayList<>();
    for (Header header : message.headers()) {
      headers.add(new StoredHeader(header.key(), Utils.wrapNullable(header.value())));
    }
    return StoredReference.newBuilder()
        .setKey(Utils.wrapNullable(message.key()))
        .setValue(ByteBuffer.wrap(message.value()))
        .setHeaders(headers)
        .setTimestamp(message.timestamp())
        .setReceivedAt(now);
  }

  /** The message as it came. */
  static Record<byte[], byte[]> message(StoredReference stored) {
    RecordHeaders headers = new RecordHeaders();
    for (StoredHeader header : stored.getHeaders()) {
      headers.add(header.getName(), Utils.toNullableArray(header.getValue()));
    }
    return new Record<>(
        Utils.toNullableArray(stored.getKey()),
        Utils.toArray(stored.getValue()),
        stored.getTimestamp(),
        headers);
  }
}
