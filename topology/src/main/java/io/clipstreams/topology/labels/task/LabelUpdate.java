package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelPage;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A version on its way, and what has to stand in the topic before its manifest may. */
final class LabelUpdate {

  private final Draft draft;
  private final Accepted origin;
  private final Map<String, LabelPage> missingPages;
  private final Map<VectorRecipe.Source, Map<String, VectorRecipe>> missingVectors =
      new EnumMap<>(VectorRecipe.Source.class);
  private final int vectorsToMake;

  /**
   * @param origin the definition that it comes from; null when an accepted version is made for
   *     another model
   */
  LabelUpdate(Draft draft, Accepted origin, References references) {
    this.draft = draft;
    this.origin = origin;
    this.missingPages = new LinkedHashMap<>(draft.pages());
    this.missingPages.keySet().removeIf(references::isKnown);
    for (VectorRecipe.Source source : VectorRecipe.Source.values()) {
      missingVectors.put(source, new LinkedHashMap<>());
    }
    draft
        .recipes()
        .forEach(
            (key, recipe) -> {
              if (!references.isKnown(key)) {
                missingVectors.get(recipe.source()).put(key, recipe);
              }
            });
    this.vectorsToMake = missingVectors.values().stream().mapToInt(Map::size).sum();
  }

  Draft draft() {
    return draft;
  }

  Optional<Accepted> origin() {
    return Optional.ofNullable(origin);
  }

  String model() {
    return draft.manifest().getModel();
  }

  /** Pages that are to be written, by key. */
  Map<String, LabelPage> missingPages() {
    return missingPages;
  }

  /** Vectors that are to be made from this, and written. */
  Collection<VectorRecipe> missingVectors(VectorRecipe.Source source) {
    return missingVectors.get(source).values();
  }

  /** Whether this vector is still to be made. */
  boolean lacks(String key) {
    return missingVectors.values().stream().anyMatch(missing -> missing.containsKey(key));
  }

  /** This page or vector stands in the topic now. */
  void arrived(String key) {
    missingPages.remove(key);
    missingVectors.values().forEach(missing -> missing.remove(key));
  }

  /** How many vectors it needs that did not stand in the topic before. */
  int vectorsToMake() {
    return vectorsToMake;
  }

  boolean isReady() {
    return missingPages.isEmpty() && missingVectors.values().stream().allMatch(Map::isEmpty);
  }
}
