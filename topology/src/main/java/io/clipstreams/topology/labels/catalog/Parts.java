package io.clipstreams.topology.labels.catalog;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The pages and vectors that were read, by key. Used by one thread. */
final class Parts {

  private final Map<String, LabelPage> pages = new HashMap<>();
  private final Map<String, StoredVector> vectors = new HashMap<>();

  void put(String key, LabelPage page) {
    pages.put(key, page);
  }

  void put(String key, StoredVector vector) {
    vectors.put(key, vector);
  }

  void remove(String key) {
    pages.remove(key);
    vectors.remove(key);
  }

  LabelPage page(String key) {
    return pages.get(key);
  }

  StoredVector vector(String key) {
    return vectors.get(key);
  }

  boolean has(String key) {
    return pages.containsKey(key) || vectors.containsKey(key);
  }

  /**
   * Keys that the manifest needs and that are not there; what an absent page needs is not known.
   */
  Set<String> missingFor(LabelManifest manifest) {
    Set<String> missing = new HashSet<>();
    for (String page : manifest.getPages()) {
      if (pages.containsKey(page)) {
        missing.addAll(missingFor(manifest, pages.get(page)));
      } else {
        missing.add(page);
      }
    }
    VectorRecipe.ofBackground(manifest).forEach(recipe -> addIfAbsent(recipe.key(), missing));
    return missing;
  }

  /** Keys of the page's vectors that are not there. */
  Set<String> missingFor(LabelManifest manifest, LabelPage page) {
    Set<String> missing = new HashSet<>();
    VectorRecipe.of(page, VectorRecipe.model(manifest))
        .forEach(recipe -> addIfAbsent(recipe.key(), missing));
    return missing;
  }

  private void addIfAbsent(String key, Set<String> missing) {
    if (!has(key)) {
      missing.add(key);
    }
  }
}
