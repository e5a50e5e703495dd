package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelPage;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A version on its way, and what has to stand in the topic before its manifest may. */
final class LabelUpdate {

  private final Draft draft;
  private final Accepted origin;
  private final Map<String, LabelPage> missingPages;
  private final Map<String, VectorRecipe> missingVectors;
  private final int cachedVectors;

  /**
   * @param origin the definition that it comes from; null when an accepted version is made for
   *     another model
   */
  LabelUpdate(Draft draft, Accepted origin, References references) {
    this.draft = draft;
    this.origin = origin;
    this.missingPages = new LinkedHashMap<>(draft.pages());
    this.missingPages.keySet().removeIf(references::isKnown);
    this.missingVectors = new LinkedHashMap<>(draft.recipes());
    this.missingVectors.keySet().removeIf(references::isKnown);
    this.cachedVectors = draft.recipes().size() - missingVectors.size();
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

  /** Vectors that are to be made and written. */
  Collection<VectorRecipe> missingVectors() {
    return missingVectors.values();
  }

  /** This page or vector stands in the topic now. */
  void arrived(String key) {
    missingPages.remove(key);
    missingVectors.remove(key);
  }

  /** How many vectors it needs that stood in the topic before. */
  int cachedVectors() {
    return cachedVectors;
  }

  boolean isReady() {
    return missingPages.isEmpty() && missingVectors.isEmpty();
  }
}
