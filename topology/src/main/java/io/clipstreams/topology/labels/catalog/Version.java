package io.clipstreams.topology.labels.catalog;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.ManifestStatus;
import java.util.HashSet;
import java.util.Set;

/** A version of a label set that is being put together, and what it still lacks. */
final class Version {

  private final LabelManifest manifest;
  private final Set<String> missing;

  /**
   * @param missing keys of pages and vectors that are not there yet
   */
  Version(LabelManifest manifest, Set<String> missing) {
    this.manifest = manifest;
    this.missing = new HashSet<>(missing);
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

  void lack(String key) {
    missing.add(key);
  }

  void found(String key) {
    missing.remove(key);
  }
}
