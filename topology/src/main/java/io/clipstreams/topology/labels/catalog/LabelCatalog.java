package io.clipstreams.topology.labels.catalog;

import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.HeapHead;
import io.clipstreams.schemas.Claim;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelVector;
import io.clipstreams.topology.labels.LabelSets;
import io.clipstreams.topology.labels.content.LabelKeys;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Knows the current version of every label set: the highest whose pages and vectors are all there.
 *
 * <p>Compaction may leave the records of the topic in any order, so each version keeps the keys
 * that it still lacks, and becomes current when none are left and no higher one is. A version that
 * is current stays so until a higher one is complete, whatever is deleted meanwhile.
 *
 * <p>{@link #put} is called by the global stream thread alone; the methods of {@link LabelSets} by
 * any thread, without a lock.
 */
public final class LabelCatalog implements LabelSets {

  private static final Lookup UNKNOWN = new Lookup.Unknown();

  private final String model;
  private final Assembly assembly;
  private final Parts parts = new Parts();

  /** The versions of each set that are not complete and higher than the current one. */
  private final Map<String, TreeMap<Long, Version>> pending = new HashMap<>();

  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();
  private final AtomicLong revision = new AtomicLong();

  /**
   * @param model fingerprint of the checkpoint; manifests and vectors of others are ignored.
   *     Vectors of either precision serve, whichever the label task's machine has
   * @param logitScale the checkpoint's factor of similarities
   * @param dimension length of the checkpoint's embeddings
   */
  public LabelCatalog(String model, float logitScale, int dimension) {
    this(model, logitScale, dimension, HeapHead::new);
  }

  /**
   * The same with vectors that are kept elsewhere than on the heap.
   *
   * @param heads makes what holds a version's vectors against images, such as {@link
   *     io.clipstreams.model.ClipModel#head}; closed when a later version is current
   */
  public LabelCatalog(
      String model, float logitScale, int dimension, Function<HeadSpec, ClassifierHead> heads) {
    this.model = model;
    this.assembly = new Assembly(logitScale, dimension, heads);
  }

  @Override
  public Lookup lookup(String labelSet) {
    Known now = known.get(labelSet);
    return now == null ? UNKNOWN : now.lookup();
  }

  @Override
  public Collection<String> claiming(String bucket, String key, Map<String, String> metadata) {
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().claims(bucket, key, metadata))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  @Override
  public long revision() {
    return revision.get();
  }

  /** The current versions, by name; of deleted sets none. Any thread. */
  public List<PublishedVersion> published() {
    return known.values().stream()
        .filter(set -> set.lookup() instanceof Lookup.Current)
        .map(Known::published)
        .sorted(Comparator.comparing(PublishedVersion::labelSet))
        .toList();
  }

  /**
   * Takes a record of the topic.
   *
   * @param value null when the key was deleted
   */
  public void put(String key, LabelRecord value) {
    Object body = value == null ? null : value.getBody();
    if (body instanceof LabelVector vector) {
      if (vector.getModel().equals(model)) {
        parts.put(key, StoredVector.of(vector));
        arrived(key);
      }
    } else if (body instanceof LabelPage page) {
      parts.put(key, page);
      arrived(key);
    } else if (body instanceof LabelManifest manifest) {
      putManifest(manifest);
    } else if (key.startsWith(LabelKeys.MANIFEST)) {
      forget(key);
    } else {
      removed(key);
    }
  }

  private void putManifest(LabelManifest manifest) {
    boolean ours = manifest.getModel().equals(model);
    Known now = known.get(manifest.getLabelSet());
    if (!ours || (now != null && now.version() >= manifest.getVersion())) {
      return;
    }
    Version version = new Version(manifest);
    version.need(parts.neededBy(manifest), parts::has);
    pending
        .computeIfAbsent(manifest.getLabelSet(), set -> new TreeMap<>())
        .put(version.number(), version);
    promote(manifest.getLabelSet());
  }

  private void arrived(String key) {
    for (String labelSet : List.copyOf(pending.keySet())) {
      boolean changed = false;
      for (Version version : pending.get(labelSet).values()) {
        if (version.lacks(key)) {
          version.found(key);
          LabelPage page = parts.page(key);
          if (page != null) {
            version.need(parts.neededBy(version.manifest(), page), parts::has);
          }
          changed = true;
        }
      }
      if (changed) {
        promote(labelSet);
      }
    }
  }

  /** What a version had found may be deleted before the rest has come. */
  private void removed(String key) {
    parts.remove(key);
    pending.values().forEach(versions -> versions.values().forEach(version -> version.lost(key)));
  }

  /** A version that never became complete is given up with its manifest. */
  private void forget(String manifestKey) {
    pending
        .values()
        .forEach(
            versions ->
                versions
                    .values()
                    .removeIf(
                        version -> LabelKeys.manifest(version.manifest()).equals(manifestKey)));
    pending.values().removeIf(TreeMap::isEmpty);
  }

  /** Makes the highest complete version current and drops all below it. */
  private void promote(String labelSet) {
    TreeMap<Long, Version> versions = pending.get(labelSet);
    for (Version version : versions.descendingMap().values()) {
      if (version.isComplete()) {
        Known before = known.put(labelSet, current(version));
        revision.incrementAndGet();
        if (before != null) {
          before.retire();
        }
        versions.headMap(version.number(), true).clear();
        break;
      }
    }
    if (versions.isEmpty()) {
      pending.remove(labelSet);
    }
  }

  private Known current(Version version) {
    LabelManifest manifest = version.manifest();
    Lookup lookup =
        version.isDeletion()
            ? new Lookup.Deleted(version.number())
            : new Lookup.Current(assembly.assemble(manifest, parts));
    return new Known(
        new PublishedVersion(
            manifest.getLabelSet(),
            version.number(),
            manifest.getLabelCount(),
            manifest.getDefinedAt()),
        lookup,
        manifest.getClaims());
  }

  /** The current version of a set. */
  private record Known(PublishedVersion published, Lookup lookup, List<Claim> claims) {

    long version() {
      return published.version();
    }

    void retire() {
      if (lookup instanceof Lookup.Current current) {
        current.labelSet().retire();
      }
    }

    boolean claims(String bucket, String key, Map<String, String> metadata) {
      return lookup instanceof Lookup.Current
          && claims.stream().anyMatch(claim -> holds(claim, bucket, key, metadata));
    }

    private static boolean holds(
        Claim claim, String bucket, String key, Map<String, String> metadata) {
      return (claim.getBucket() == null || claim.getBucket().equals(bucket))
          && (claim.getKeyPrefix() == null || key.startsWith(claim.getKeyPrefix()))
          && metadata.entrySet().containsAll(claim.getMetadata().entrySet());
    }
  }
}
