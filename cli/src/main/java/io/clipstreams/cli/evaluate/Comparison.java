package io.clipstreams.cli.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;

/**
 * Two ontologies on the same images, by McNemar's exact test: of the images on which just one of
 * them is right, each should have about half, if they are equally good.
 *
 * @param onlyFirst how many images the first alone gets right
 * @param onlySecond how many images the second alone gets right
 * @param p two-sided, of this test alone
 * @param adjusted the same by Holm's method for all comparisons that were made
 */
record Comparison(
    String first, String second, int onlyFirst, int onlySecond, double p, double adjusted) {

  private static final double HALF = 0.5;
  private static final double LEVEL = 0.05;

  /** Each ontology with each other. */
  static List<Comparison> ofEach(List<Evaluation> evaluations) {
    List<Comparison> raw = new ArrayList<>();
    for (int i = 0; i < evaluations.size(); i++) {
      for (int k = i + 1; k < evaluations.size(); k++) {
        raw.add(of(evaluations.get(i), evaluations.get(k)));
      }
    }
    return adjusted(raw);
  }

  private static Comparison of(Evaluation first, Evaluation second) {
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.predictions().size(); i++) {
      boolean one = first.predictions().get(i).right();
      boolean other = second.predictions().get(i).right();
      onlyFirst += one && !other ? 1 : 0;
      onlySecond += other && !one ? 1 : 0;
    }
    double p = twoSided(onlyFirst, onlySecond);
    return new Comparison(
        first.ontology().name(), second.ontology().name(), onlyFirst, onlySecond, p, p);
  }

  /**
   * Twice the lesser tail, since coins are symmetrical. The library's own two-sided test takes
   * outcomes of equal probability for different ones: of 2 in 3 it makes 0.625 instead of 1.
   */
  private static double twoSided(int onlyFirst, int onlySecond) {
    double tail =
        BinomialTest.withDefaults()
            .with(AlternativeHypothesis.LESS_THAN)
            .test(onlyFirst + onlySecond, Math.min(onlyFirst, onlySecond), HALF)
            .getPValue();
    return Math.min(1, 2 * tail);
  }

  /**
   * Holm: the smallest of m counts m-fold, the next (m − 1)-fold, and none less than one before.
   */
  static List<Comparison> adjusted(List<Comparison> raw) {
    List<Integer> byP = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      byP.add(i);
    }
    byP.sort(Comparator.comparingDouble(i -> raw.get(i).p));
    List<Comparison> adjusted = new ArrayList<>(raw);
    double highest = 0;
    for (int rank = 0; rank < byP.size(); rank++) {
      Comparison one = raw.get(byP.get(rank));
      highest = Math.max(highest, Math.min(1, (byP.size() - rank) * one.p));
      adjusted.set(
          byP.get(rank),
          new Comparison(one.first, one.second, one.onlyFirst, one.onlySecond, one.p, highest));
    }
    return List.copyOf(adjusted);
  }

  /** What can be said at the level of 5 %. */
  String verdict() {
    if (adjusted >= LEVEL) {
      return "no significant difference";
    }
    return (onlyFirst > onlySecond ? first : second) + " is better";
  }
}
