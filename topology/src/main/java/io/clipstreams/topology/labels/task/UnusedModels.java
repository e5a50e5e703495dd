package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Notes since when versions stand in the topic for models that are not configured any more. For the
 * stream thread alone.
 */
final class UnusedModels {

  private static final long CHECK_MILLIS = Duration.ofMinutes(1).toMillis();

  private final List<String> configured;
  private final Duration kept;
  private final LabelStore store;
  private final Versions versions;
  private long nextCheck;

  /**
   * @param configured fingerprints, this process's own model first
   * @param kept how long the versions of the others stay
   */
  UnusedModels(List<String> configured, Duration kept, LabelStore store, Versions versions) {
    this.configured = List.copyOf(configured);
    this.kept = kept;
    this.store = store;
    this.versions = versions;
  }

  /**
   * The versions whose time is over. One that this process's model does not have stays: it is what
   * that model's will be made from.
   */
  List<LabelManifest> expired(long now) {
    List<LabelManifest> expired = new ArrayList<>();
    if (now < nextCheck) {
      return expired;
    }
    nextCheck = now + CHECK_MILLIS;
    configured.stream()
        .filter(model -> store.unusedSince(model).isPresent())
        .forEach(store::deleteUnused);
    for (String model : versions.models()) {
      if (configured.contains(model)) {
        continue;
      }
      OptionalLong since = store.unusedSince(model);
      if (since.isEmpty()) {
        store.putUnused(model, now);
      } else if (since.getAsLong() + kept.toMillis() <= now) {
        List<LabelManifest> all = versions.of(model);
        List<LabelManifest> replaced = all.stream().filter(this::isReplaced).toList();
        if (replaced.size() == all.size()) {
          store.deleteUnused(model);
        }
        expired.addAll(replaced);
      }
    }
    return expired;
  }

  private boolean isReplaced(LabelManifest manifest) {
    return versions
        .latest(manifest.getLabelSet(), configured.get(0))
        .filter(ours -> ours.getVersion() >= manifest.getVersion())
        .isPresent();
  }
}
