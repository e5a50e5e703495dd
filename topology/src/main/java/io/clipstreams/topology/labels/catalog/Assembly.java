package io.clipstreams.topology.labels.catalog;

import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.HeadRow;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
import io.clipstreams.topology.labels.scoring.Candidate;
import io.clipstreams.topology.labels.scoring.ScoredLabelSet;
import io.clipstreams.topology.labels.scoring.UnavailableLabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes a label set that can judge out of a complete version. */
final class Assembly {

  private final float logitScale;
  private final int dimension;
  private final Function<HeadSpec, ClassifierHead> heads;

  /**
   * @param logitScale the checkpoint's factor of similarities
   * @param dimension length of the checkpoint's embeddings
   * @param heads makes what holds a version's vectors against images
   */
  Assembly(float logitScale, int dimension, Function<HeadSpec, ClassifierHead> heads) {
    this.logitScale = logitScale;
    this.dimension = dimension;
    this.heads = heads;
  }

  /** The set, with labels in the order of its pages. */
  CurrentLabelSet assemble(LabelManifest manifest, Parts parts) {
    TextModel model = VectorRecipe.model(manifest);
    List<Candidate> labels = new ArrayList<>(manifest.getLabelCount());
    for (String page : manifest.getPages()) {
      for (Label label : parts.page(page).getLabels()) {
        Optional<VectorRecipe> recipe = VectorRecipe.of(label, model);
        if (recipe.isEmpty()) {
          return new UnavailableLabelSet(manifest.getLabelSet(), manifest.getVersion());
        }
        HeadRow row = row(parts.vector(recipe.get().key()), label.getThreshold());
        labels.add(new Candidate(label.getName(), label.getDisplayName(), label.getTopic(), row));
      }
    }
    List<HeadRow> background =
        VectorRecipe.ofBackground(manifest).stream()
            .map(recipe -> row(parts.vector(recipe.key()), null))
            .toList();
    return new ScoredLabelSet(
        manifest.getLabelSet(),
        manifest.getVersion(),
        manifest.getScoring(),
        manifest.getNoneOfThese(),
        labels,
        background,
        heads);
  }

  private HeadRow row(StoredVector vector, Float threshold) {
    if (vector.values().length != dimension) {
      throw new IllegalStateException(
          "A label's vector has %d values, the model's have %d"
              .formatted(vector.values().length, dimension));
    }
    boolean probe = vector.scale() != null;
    float scale = probe ? vector.scale() : logitScale;
    return new HeadRow(vector.values(), scale, vector.bias(), probe, threshold);
  }
}
