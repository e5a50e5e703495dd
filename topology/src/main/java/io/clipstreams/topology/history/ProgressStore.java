package io.clipstreams.topology.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * How far each sweep has come, and which images came too late for theirs. In memory, with a
 * changelog: it is committed together with the answers. For the stream thread.
 */
final class ProgressStore {

  static final String NAME = "rescore-progress";

  private static final byte SWEEP = 's';
  private static final byte LATE = 'l';

  private final KeyValueStore<Bytes, byte[]> store;
  private final String sweeps;

  /**
   * @param model whose sweeps these are; others' are left alone
   */
  ProgressStore(KeyValueStore<Bytes, byte[]> store, String model) {
    this.store = store;
    this.sweeps = model + '\n';
  }

  static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled();
  }

  Optional<Progress> of(String labelSet) {
    return Optional.ofNullable(store.get(sweep(labelSet))).map(Progress::fromBytes);
  }

  void put(String labelSet, Progress progress) {
    store.put(sweep(labelSet), progress.toBytes());
  }

  void remove(String labelSet) {
    store.delete(sweep(labelSet));
  }

  /** Forgets the sweeps of sets that are no more. */
  void keepOnly(Set<String> labelSets) {
    byte[] prefix = prefixed(SWEEP, sweeps.getBytes(StandardCharsets.UTF_8)).get();
    for (Bytes key : keys(Bytes.wrap(prefix), Integer.MAX_VALUE)) {
      String labelSet =
          new String(
              key.get(), prefix.length, key.get().length - prefix.length, StandardCharsets.UTF_8);
      if (!labelSets.contains(labelSet)) {
        store.delete(key);
      }
    }
  }

  /** An image that its sweep has passed, or that must be looked at again. */
  void addLate(Bytes key) {
    store.put(prefixed(LATE, key.get()), new byte[0]);
  }

  void removeLate(Bytes key) {
    store.delete(prefixed(LATE, key.get()));
  }

  /** Keys of the first late images. */
  List<Bytes> late(int most) {
    return keys(Bytes.wrap(new byte[] {LATE}), most).stream()
        .map(key -> Bytes.wrap(Arrays.copyOfRange(key.get(), 1, key.get().length)))
        .toList();
  }

  private List<Bytes> keys(Bytes prefix, int most) {
    List<Bytes> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> keys = store.range(prefix, null)) {
      while (keys.hasNext() && found.size() < most) {
        Bytes key = keys.next().key;
        if (!startsWith(key.get(), prefix.get())) {
          break;
        }
        found.add(key);
      }
    }
    return found;
  }

  private static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  private Bytes sweep(String labelSet) {
    return prefixed(SWEEP, (sweeps + labelSet).getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes prefixed(byte prefix, byte[] rest) {
    byte[] key = new byte[rest.length + 1];
    key[0] = prefix;
    System.arraycopy(rest, 0, key, 1, rest.length);
    return Bytes.wrap(key);
  }
}
