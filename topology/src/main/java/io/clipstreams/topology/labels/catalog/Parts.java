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

  /** Keys that the manifest needs; what an absent page needs is not known. */
  Set<String> neededBy(LabelManifest manifest) {
    Set<String> needed = new HashSet<>(manifest.getPages());
    for (String page : manifest.getPages()) {
      if (pages.containsKey(page)) {
        needed.addAll(neededBy(manifest, pages.get(page)));
      }
    }
    VectorRecipe.ofBackground(manifest).forEach(recipe -> needed.add(recipe.key()));
    return needed;
  }

  /** Keys of the page's vectors. */
  Set<String> neededBy(LabelManifest manifest, LabelPage page) {
    Set<String> needed = new HashSet<>();
    VectorRecipe.of(page, VectorRecipe.model(manifest)).forEach(recipe -> needed.add(recipe.key()));
    return needed;
  }
}
