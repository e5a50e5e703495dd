package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Which pages and vectors stand in the topic, and how many versions need each. A manifest counts
 * the pages that it names, and a page that is counted counts its vectors, for each model. What
 * stands there and is not counted is garbage.
 *
 * <p>For the stream thread alone, except {@link #isKnown}.
 */
final class References {

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<PageUse, Use> uses = new HashMap<>();
  private final Set<String> garbage = new LinkedHashSet<>();

  /** A page as one model reads it. */
  private record PageUse(TextModel model, String page) {}

  private static final class Use {
    private final List<String> vectors;
    private int count;

    Use(List<String> vectors) {
      this.vectors = vectors;
    }
  }

  /** Whether this page or vector stands in the topic. Any thread. */
  boolean isKnown(String key) {
    return known.contains(key);
  }

  /** This page or vector stands in the topic from now on. */
  void add(String key) {
    known.add(key);
    if (!counts.containsKey(key)) {
      garbage.add(key);
    }
  }

  /** This page or vector is deleted. */
  void remove(String key) {
    known.remove(key);
    garbage.remove(key);
  }

  /** What stands in the topic and no version needs; a view, oldest first. */
  Set<String> garbage() {
    return garbage;
  }

  boolean isNeeded(String key) {
    return counts.containsKey(key);
  }

  /**
   * Counts what a version needs, whether it is published or still on its way.
   *
   * @param pages finds a page by its key
   */
  void retain(LabelManifest manifest, Function<String, LabelPage> pages) {
    TextModel model = VectorRecipe.model(manifest);
    for (String page : manifest.getPages()) {
      increment(page);
      Use use =
          uses.computeIfAbsent(
              new PageUse(model, page), key -> new Use(vectors(pages.apply(page), model)));
      if (use.count++ == 0) {
        use.vectors.forEach(this::increment);
      }
    }
    VectorRecipe.ofBackground(manifest).forEach(recipe -> increment(recipe.key()));
  }

  /** Takes back what {@link #retain} counted. */
  void release(LabelManifest manifest) {
    TextModel model = VectorRecipe.model(manifest);
    for (String page : manifest.getPages()) {
      PageUse key = new PageUse(model, page);
      Use use = uses.get(key);
      if (--use.count == 0) {
        use.vectors.forEach(this::decrement);
        uses.remove(key);
      }
      decrement(page);
    }
    VectorRecipe.ofBackground(manifest).forEach(recipe -> decrement(recipe.key()));
  }

  private static List<String> vectors(LabelPage page, TextModel model) {
    return VectorRecipe.of(page, model).stream().map(VectorRecipe::key).toList();
  }

  private void increment(String key) {
    counts.merge(key, 1, Integer::sum);
    garbage.remove(key);
  }

  private void decrement(String key) {
    boolean unneeded =
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1) == null;
    if (unneeded && known.contains(key)) {
      garbage.add(key);
    }
  }
}
