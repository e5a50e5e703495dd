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
import java.util.stream.Collectors;

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

  /** The highest version of a set that has been published for this model. */
  Optional<LabelManifest> latest(String labelSet, String model) {
    return Optional.ofNullable(
            bySet.getOrDefault(labelSet, Map.of()).getOrDefault(model, new TreeMap<>()).lastEntry())
        .map(Map.Entry::getValue);
  }

  /** The models that any version has been published for. */
  Set<String> models() {
    return bySet.values().stream()
        .flatMap(models -> models.entrySet().stream())
        .filter(versions -> !versions.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** All versions for this model, lowest first within each set. */
  List<LabelManifest> of(String model) {
    return bySet.values().stream()
        .flatMap(models -> models.getOrDefault(model, new TreeMap<>()).values().stream())
        .toList();
  }

  /** The version as {@code expectedVersion} counts: {@link #ABSENT} for a deletion. */
  static long asExpected(LabelManifest manifest) {
    return manifest.getStatus() == ManifestStatus.DELETED ? ABSENT : manifest.getVersion();
  }
}
