package io.clipstreams.cli.evaluate;

import io.clipstreams.cli.embeddings.Failure;
import java.util.List;

/**
 * All that came of an evaluation.
 *
 * @param evaluations one for each ontology, in the order given; all of the same images
 * @param failures images that could not be used
 * @param cached how many embeddings were known from an earlier run
 * @param model fingerprint of the checkpoint
 * @param precision in which it calculated
 */
record Results(
    Dataset dataset,
    List<Evaluation> evaluations,
    List<Failure> failures,
    int cached,
    String model,
    String precision) {

  Results {
    evaluations = List.copyOf(evaluations);
    failures = List.copyOf(failures);
  }

  /** How many images were judged. */
  int images() {
    return evaluations.get(0).predictions().size();
  }

  /** Each ontology with each other; empty when there is one alone. */
  List<Comparison> comparisons() {
    return Comparison.ofEach(evaluations);
  }
}
