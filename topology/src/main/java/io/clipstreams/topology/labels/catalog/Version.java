package io.clipstreams.topology.labels.catalog;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.ManifestStatus;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** A version of a label set that is being put together, and what it still lacks. */
final class Version {

  private final LabelManifest manifest;
  private final Set<String> needed = new HashSet<>();
  private final Set<String> missing = new HashSet<>();

  Version(LabelManifest manifest) {
    this.manifest = manifest;
  }

  LabelManifest manifest() {
    return manifest;
  }

  long number() {
    return manifest.getVersion();
  }

  boolean isDeletion() {
    return manifest.getStatus() == ManifestStatus.DELETED;
  }

  boolean isComplete() {
    return missing.isEmpty();
  }

  boolean lacks(String key) {
    return missing.contains(key);
  }

  /**
   * It needs these pages and vectors.
   *
   * @param there whether a page or vector is there
   */
  void need(Set<String> keys, Predicate<String> there) {
    for (String key : keys) {
      needed.add(key);
      if (!there.test(key)) {
        missing.add(key);
      }
    }
  }

  void found(String key) {
    missing.remove(key);
  }

  /** A page or vector was deleted, which may be one that it had found. */
  void lost(String key) {
    if (needed.contains(key)) {
      missing.add(key);
    }
  }
}
