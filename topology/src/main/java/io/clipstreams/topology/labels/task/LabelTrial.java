package io.clipstreams.topology.labels.task;

import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.content.LabelKeys;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a definition ready to judge without publishing it, by the rules and the vectors of the
 * label task. Vectors that are published already are not made again. For one thread.
 */
public final class LabelTrial {

  private final LabelSettings settings;
  private final ClipModel model;
  private final LabelCatalog catalog;
  private final Set<String> vectors = new HashSet<>();

  /**
   * @param model the one that judges; stays open while what is returned here is used
   */
  public LabelTrial(LabelSettings settings, ClipModel model) {
    this.settings = settings;
    this.model = model;
    this.catalog = new LabelCatalog(model.fingerprint(), model.logitScale(), model.dimension());
  }

  /**
   * Takes a record of the topic of vectors.
   *
   * @param value null for a deletion
   */
  public void put(String key, LabelRecord value) {
    catalog.put(key, value);
    if (value == null) {
      vectors.remove(key);
    } else if (key.startsWith(LabelKeys.VECTOR)) {
      vectors.add(key);
    }
  }

  /** The version that judges now; empty when there is none for this model. */
  public Optional<CurrentLabelSet> current(String labelSet) {
    return catalog.current(labelSet);
  }

  /**
   * What the set would judge by; {@link #current} is that from then on.
   *
   * @throws IllegalArgumentException when the label task would refuse the definition, or a label
   *     needs example images that are not embedded yet
   */
  public CurrentLabelSet tried(String labelSet, LabelSet definition) {
    Draft draft =
        LocalDraft.of(labelSet, definition, Long.MAX_VALUE, settings, model, vectors::contains);
    List<VectorRecipe> missing =
        draft.recipes().values().stream()
            .filter(recipe -> !vectors.contains(recipe.key()))
            .toList();
    requireNoImages(draft, missing);
    new LocalVectors(model, uris -> List.of(), this::put, made -> {}).make(missing);
    draft.pages().forEach((key, page) -> put(key, new LabelRecord(page)));
    put(LabelKeys.manifest(draft.manifest()), new LabelRecord(draft.manifest()));
    return current(labelSet)
        .filter(now -> now.version() == draft.version())
        .orElseThrow(() -> new IllegalStateException("The definition has come out incomplete"));
  }

  private static void requireNoImages(Draft draft, List<VectorRecipe> missing) {
    for (VectorRecipe recipe : missing) {
      if (recipe.source() == VectorRecipe.Source.EXAMPLES) {
        throw new IllegalArgumentException(
            "the label \"%s\" needs example images that are not embedded yet; a preview reads no"
                    .formatted(draft.labelOf(recipe.key()).orElse(""))
                + " images");
      }
    }
  }
}
