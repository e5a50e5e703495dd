package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.ManifestStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The manifests that stand in the topic, by set and model. For the stream thread alone. */
final class Versions {

  /** What {@code expectedVersion} says of a set that does not exist. */
  static final long ABSENT = -1;

  private final Map<String, Map<String, NavigableMap<Long, LabelManifest>>> bySet = new HashMap<>();

  void add(LabelManifest manifest) {
    bySet
        .computeIfAbsent(manifest.getLabelSet(), set -> new HashMap<>())
        .computeIfAbsent(manifest.getModel(), model -> new TreeMap<>())
        .put(manifest.getVersion(), manifest);
  }

  void remove(LabelManifest manifest) {
    bySet.get(manifest.getLabelSet()).get(manifest.getModel()).remove(manifest.getVersion());
  }

  Set<String> labelSets() {
    return bySet.keySet();
  }

  /** The highest version of a set that has been published, for whichever model. */
  Optional<LabelManifest> latest(String labelSet) {
    return bySet.getOrDefault(labelSet, Map.of()).values().stream()
        .flatMap(versions -> versions.values().stream())
        .max(Comparator.comparing(LabelManifest::getVersion));
  }

  boolean has(String labelSet, String model, long version) {
    return bySet
        .getOrDefault(labelSet, Map.of())
        .getOrDefault(model, new TreeMap<>())
        .containsKey(version);
  }

  /** The versions of a set beyond the last so many for each model, lowest first. */
  List<LabelManifest> beyond(String labelSet, int keep) {
    List<LabelManifest> old = new ArrayList<>();
    for (NavigableMap<Long, LabelManifest> versions :
        bySet.getOrDefault(labelSet, Map.of()).values()) {
      old.addAll(List.copyOf(versions.values()).subList(0, Math.max(0, versions.size() - keep)));
    }
    return old;
  }

  /** The version as {@code expectedVersion} counts: {@link #ABSENT} for a deletion. */
  static long asExpected(LabelManifest manifest) {
    return manifest.getStatus() == ManifestStatus.DELETED ? ABSENT : manifest.getVersion();
  }
}
