package io.clipstreams.cli.evaluate;

import io.clipstreams.cli.common.Json;
import java.util.List;

/** Results for programs: an object for one ontology, a list of them for several. */
final class EvaluationJson {

  private EvaluationJson() {}

  static String line(Results results, int mistakes) {
    List<Comparison> comparisons = results.comparisons();
    List<Written> all =
        results.evaluations().stream()
            .map(evaluation -> written(results, evaluation, comparisons, mistakes))
            .toList();
    return Json.line(all.size() == 1 ? all.get(0) : all);
  }

  private static Written written(
      Results results, Evaluation evaluation, List<Comparison> comparisons, int mistakes) {
    Ontology ontology = evaluation.ontology();
    Proportion accuracy = evaluation.accuracy();
    return new Written(
        ontology.name(),
        accuracy.of(),
        results.failures().size(),
        accuracy.count(),
        accuracy.share(),
        accuracy.interval(),
        evaluation.top5().share(),
        evaluation.macroF1(),
        evaluation.perClass().stream().map(OfClass::of).toList(),
        evaluation.confusion().all(),
        evaluation.mistakes(mistakes),
        ontology.labelsWithoutImages(),
        comparisons.isEmpty()
            ? null
            : comparisons.stream()
                .filter(
                    one ->
                        one.first().equals(ontology.name()) || one.second().equals(ontology.name()))
                .map(one -> Against.of(one, ontology.name()))
                .toList(),
        results.cached(),
        results.model(),
        results.precision());
  }

  private record Written(
      String ontology,
      int images,
      int failed,
      int right,
      double accuracy,
      Proportion.Bounds accuracy95,
      double top5,
      double macroF1,
      List<OfClass> perClass,
      List<Confusion.Cell> confusion,
      List<Prediction> mistakes,
      List<String> labelsWithoutImages,
      List<Against> mcnemar,
      int cached,
      String model,
      String precision) {}

  private record OfClass(
      String label, int support, int predicted, Double precision, Double recall, double f1) {

    static OfClass of(ClassResult one) {
      return new OfClass(
          one.label(), one.images(), one.predicted(), one.precision(), one.recall(), one.f1());
    }
  }

  private record Against(
      String other, int onlyThisRight, int onlyOtherRight, double p, double pHolm) {

    static Against of(Comparison one, String name) {
      boolean first = one.first().equals(name);
      return new Against(
          first ? one.second() : one.first(),
          first ? one.onlyFirst() : one.onlySecond(),
          first ? one.onlySecond() : one.onlyFirst(),
          one.p(),
          one.adjusted());
    }
  }
}
