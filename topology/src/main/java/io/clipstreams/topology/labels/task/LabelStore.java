package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.topology.labels.content.LabelKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the label task must not forget, in one changelogged store: definitions that are not decided
 * or not complete, parts of uploads, and what stands in the topic of vectors (manifests and pages
 * whole, of vectors the keys alone). Changes are committed together with what was forwarded.
 */
final class LabelStore {

  private static final String DEFINITION = "definition/";
  private static final String PART = "part/";
  private static final String UNUSED_MODEL = "unused-model/";
  private static final byte[] PRESENT = {};

  private final KeyValueStore<String, byte[]> store;
  private final StateCodec<LabelManifest> manifests;
  private final StateCodec<LabelPage> pages;

  LabelStore(KeyValueStore<String, byte[]> store) {
    this.store = store;
    this.manifests = new StateCodec<>(store, LabelManifest.class);
    this.pages = new StateCodec<>(store, LabelPage.class);
  }

  void putDefinition(StoredDefinition definition) {
    store.put(definitionKey(definition), definition.toBytes());
  }

  void deleteDefinition(StoredDefinition definition) {
    store.delete(definitionKey(definition));
  }

  /** In the order of their offsets. */
  List<StoredDefinition> definitions() {
    List<StoredDefinition> all = new ArrayList<>();
    each(DEFINITION, entry -> all.add(StoredDefinition.fromBytes(entry.value)));
    return all;
  }

  private static String definitionKey(StoredDefinition definition) {
    return DEFINITION + "%019d".formatted(definition.offset());
  }

  void putPart(StoredDefinition part) {
    store.put(PART + part.name(), part.toBytes());
  }

  /** Null when it is not there. */
  StoredDefinition part(String key) {
    byte[] part = store.get(PART + key);
    return part == null ? null : StoredDefinition.fromBytes(part);
  }

  void deletePart(String key) {
    store.delete(PART + key);
  }

  /** Parts of uploads that nobody has completed, with keys that begin like this. */
  List<StoredDefinition> parts(String prefix) {
    List<StoredDefinition> all = new ArrayList<>();
    each(PART + prefix, entry -> all.add(StoredDefinition.fromBytes(entry.value)));
    return all;
  }

  void putManifest(LabelManifest manifest) {
    store.put(LabelKeys.manifest(manifest), manifests.encode(manifest));
  }

  List<LabelManifest> manifests() {
    List<LabelManifest> all = new ArrayList<>();
    each(LabelKeys.MANIFEST, entry -> all.add(manifests.decode(entry.value)));
    return all;
  }

  void putPage(String key, LabelPage page) {
    store.put(key, pages.encode(page));
  }

  /**
   * @throws IllegalStateException when it is not there, which a manifest's pages always are
   */
  LabelPage page(String key) {
    byte[] page = store.get(key);
    if (page == null) {
      throw new IllegalStateException("The store of label sets lacks " + key);
    }
    return pages.decode(page);
  }

  void putVector(String key) {
    store.put(key, PRESENT);
  }

  /** Since when a model has not been configured, in milliseconds since the epoch. */
  OptionalLong unusedSince(String model) {
    byte[] since = store.get(UNUSED_MODEL + model);
    return since == null ? OptionalLong.empty() : OptionalLong.of(ByteBuffer.wrap(since).getLong());
  }

  void putUnused(String model, long since) {
    store.put(UNUSED_MODEL + model, ByteBuffer.allocate(Long.BYTES).putLong(since).array());
  }

  /** The model is configured, or nothing of it is left. */
  void deleteUnused(String model) {
    store.delete(UNUSED_MODEL + model);
  }

  /** Forgets a manifest, page or vector. */
  void delete(String key) {
    store.delete(key);
  }

  /** The keys of all pages and vectors. */
  List<String> contentKeys() {
    List<String> keys = new ArrayList<>();
    each(LabelKeys.PAGE, entry -> keys.add(entry.key));
    each(LabelKeys.VECTOR, entry -> keys.add(entry.key));
    return keys;
  }

  private void each(String prefix, Consumer<KeyValue<String, byte[]>> action) {
    try (KeyValueIterator<String, byte[]> entries = prefix(store, prefix)) {
      entries.forEachRemaining(action);
    }
  }

  static KeyValueIterator<String, byte[]> prefix(
      KeyValueStore<String, byte[]> store, String prefix) {
    return store.prefixScan(prefix, new StringSerializer());
  }
}
