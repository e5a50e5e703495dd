package io.clipstreams.topology.labels.catalog;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
import io.clipstreams.topology.labels.scoring.Candidate;
import io.clipstreams.topology.labels.scoring.HeapLabelMatrix;
import io.clipstreams.topology.labels.scoring.ScoredLabelSet;
import io.clipstreams.topology.labels.scoring.UnavailableLabelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a label set that can judge out of a complete version. */
final class Assembly {

  private final float logitScale;
  private final int dimension;

  /**
   * @param logitScale the checkpoint's factor of similarities
   * @param dimension length of the checkpoint's embeddings
   */
  Assembly(float logitScale, int dimension) {
    this.logitScale = logitScale;
    this.dimension = dimension;
  }

  /** The set, with labels in the order of its pages and the background prompts behind them. */
  CurrentLabelSet assemble(LabelManifest manifest, Parts parts) {
    TextModel model = VectorRecipe.model(manifest);
    List<Candidate> candidates = new ArrayList<>(manifest.getLabelCount());
    List<float[]> vectors = new ArrayList<>(manifest.getLabelCount());
    for (String page : manifest.getPages()) {
      for (Label label : parts.page(page).getLabels()) {
        Optional<VectorRecipe> recipe = VectorRecipe.of(label, model);
        if (recipe.isEmpty()) {
          return new UnavailableLabelSet(manifest.getLabelSet(), manifest.getVersion());
        }
        StoredVector vector = parts.vector(recipe.get().key());
        candidates.add(
            candidate(
                label.getName(),
                label.getDisplayName(),
                label.getTopic(),
                vector,
                label.getThreshold(),
                false));
        vectors.add(vector.values());
      }
    }
    for (VectorRecipe recipe : VectorRecipe.ofBackground(manifest)) {
      StoredVector vector = parts.vector(recipe.key());
      candidates.add(candidate(recipe.inputs().get(0), null, null, vector, null, true));
      vectors.add(vector.values());
    }
    return new ScoredLabelSet(
        manifest.getLabelSet(),
        manifest.getVersion(),
        manifest.getScoring(),
        manifest.getNoneOfThese(),
        candidates,
        new HeapLabelMatrix(dimension, vectors));
  }

  private Candidate candidate(
      String name,
      String displayName,
      String topic,
      StoredVector vector,
      Float threshold,
      boolean background) {
    boolean probe = vector.scale() != null;
    return new Candidate(
        name,
        displayName,
        topic,
        probe ? vector.scale() : logitScale,
        vector.bias(),
        probe,
        threshold,
        background);
  }
}
