package io.clipstreams.cli.evaluate;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.labels.CurrentLabelSet;
import java.util.ArrayList;
import java.util.List;

/** Holds one ontology against images as they are embedded. One thread. */
final class Judge implements AutoCloseable {

  private final Ontology ontology;
  private final CurrentLabelSet labelSet;
  private final List<Prediction> predictions = new ArrayList<>();

  /**
   * @param labelSet the ontology with all its vectors
   */
  Judge(Ontology ontology, CurrentLabelSet labelSet) {
    this.ontology = ontology;
    this.labelSet = labelSet;
  }

  /** Judges images: one for each embedding. */
  void judge(List<Example> examples) {
    float[][] embeds = examples.stream().map(Example::embed).toArray(float[][]::new);
    List<LabelSetResult> results = labelSet.score(embeds);
    for (int i = 0; i < embeds.length; i++) {
      Example example = examples.get(i);
      predictions.add(Prediction.of(example.image(), example.truth(), results.get(i)));
    }
  }

  Evaluation evaluation() {
    return new Evaluation(ontology, predictions);
  }

  @Override
  public void close() {
    labelSet.retire();
  }

  /** An embedded image and its class. */
  record Example(String image, String truth, float[] embed) {}
}
