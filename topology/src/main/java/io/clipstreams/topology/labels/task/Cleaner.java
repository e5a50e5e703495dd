package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.content.LabelKeys;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes what is no longer needed: versions beyond the last few of a set, pages and vectors that
 * no version names, and parts of uploads. Each deletion changes the topic and the store in one
 * transaction. For the stream thread alone.
 */
final class Cleaner {

  private static final long UPLOAD_MAX_AGE_MILLIS = Duration.ofDays(1).toMillis();
  private static final long UPLOAD_CHECK_MILLIS = Duration.ofHours(1).toMillis();

  private final LabelSettings settings;
  private final LabelStore store;
  private final LabelOutput output;
  private final References references;
  private final Versions versions;
  private final UnusedModels unusedModels;
  private final Set<String> grown = new LinkedHashSet<>();
  private long nextUploadCheck;

  /**
   * @param models fingerprints of the configured models, this process's own first
   */
  Cleaner(
      LabelSettings settings,
      List<String> models,
      LabelStore store,
      LabelOutput output,
      References references,
      Versions versions) {
    this.settings = settings;
    this.store = store;
    this.output = output;
    this.references = references;
    this.versions = versions;
    this.unusedModels = new UnusedModels(models, settings.otherModelsKept(), store, versions);
  }

  /** A set has a new version: old ones go in the next turn, after the new one is committed. */
  void expire(String labelSet) {
    grown.add(labelSet);
  }

  /** Deletes the versions that new ones have pushed out, lowest first. */
  void deleteOldVersions() {
    for (String labelSet : grown) {
      versions.beyond(labelSet, settings.keepVersions()).forEach(this::deleteManifest);
    }
    grown.clear();
  }

  /** Deletes the versions for models that have not been configured for long. */
  void deleteUnusedModels(long now) {
    unusedModels.expired(now).forEach(this::deleteManifest);
  }

  /** Deletes pages and vectors that nothing needs, within the turn's budget. */
  void deleteGarbage() {
    if (references.garbage().isEmpty()) {
      return;
    }
    for (String key : List.copyOf(references.garbage())) {
      if (output.isSpent()) {
        return;
      }
      output.tombstone(key);
      store.delete(key);
      references.remove(key);
    }
  }

  private void deleteManifest(LabelManifest manifest) {
    String key = LabelKeys.manifest(manifest);
    output.tombstone(key);
    store.delete(key);
    versions.remove(manifest);
    references.release(manifest);
  }

  /** Deletes the parts of an upload, whose keys begin like this. */
  void dropUpload(String keys) {
    store.parts(keys).forEach(this::dropPart);
  }

  /** Deletes, now and then, parts that no head has followed. */
  void dropAbandonedUploads(long now) {
    if (now < nextUploadCheck) {
      return;
    }
    nextUploadCheck = now + UPLOAD_CHECK_MILLIS;
    for (StoredDefinition part : store.parts("")) {
      if (part.timestamp() + UPLOAD_MAX_AGE_MILLIS < now) {
        dropPart(part);
      }
    }
  }

  private void dropPart(StoredDefinition part) {
    output.partTombstone(part.name());
    store.deletePart(part.name());
  }
}
