package io.clipstreams.topology.labels.scoring;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

/** A version of a label set with all its vectors. Immutable; {@link #score} needs no lock. */
public final class ScoredLabelSet implements CurrentLabelSet {

  private final String name;
  private final long version;
  private final Scoring scoring;
  private final NoneOfThese noneOfThese;
  private final List<Candidate> candidates;
  private final LabelMatrix matrix;

  /** Only labels that name one. */
  private final Map<String, String> topics;

  /**
   * @param noneOfThese null when the set has no such answer
   * @param candidates labels and background prompts, one for each row of the matrix
   */
  public ScoredLabelSet(
      String name,
      long version,
      Scoring scoring,
      NoneOfThese noneOfThese,
      List<Candidate> candidates,
      LabelMatrix matrix) {
    if (candidates.size() != matrix.size()) {
      throw new IllegalArgumentException(
          candidates.size() + " candidates for a matrix of " + matrix.size() + " rows");
    }
    this.name = name;
    this.version = version;
    this.scoring = scoring;
    this.noneOfThese = noneOfThese;
    this.candidates = List.copyOf(candidates);
    this.matrix = matrix;
    this.topics =
        candidates.stream()
            .filter(candidate -> candidate.topic() != null)
            .collect(Collectors.toMap(Candidate::name, Candidate::topic));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public List<LabelSetResult> score(float[][] imageEmbeds) {
    List<LabelSetResult> results = new ArrayList<>(imageEmbeds.length);
    for (float[] products : matrix.products(imageEmbeds)) {
      results.add(result(products));
    }
    return results;
  }

  @Override
  public List<LabelRoute> routes(LabelSetResult result) {
    if (topics.isEmpty() || result.getStatus() != ResultStatus.OK) {
      return List.of();
    }
    int deciding = scoring.getMode() == ScoringMode.SOFTMAX ? 1 : result.getLabels().size();
    return result.getLabels().stream()
        .limit(deciding)
        .filter(label -> topics.containsKey(label.getName()))
        .map(label -> new LabelRoute(name, label.getName(), topics.get(label.getName())))
        .toList();
  }

  private LabelSetResult result(float[] products) {
    Scores mode = scoring.getMode() == ScoringMode.SOFTMAX ? Scores.SOFTMAX : Scores.INDEPENDENT;
    float[] scores = mode.of(products, candidates, scoring.getTemperature());
    if (noneOfThese == null) {
      return new LabelSetResult(name, version, ResultStatus.OK, best(products, scores));
    }
    int label = highest(scores, false);
    int background = highest(scores, true);
    if (background >= 0 && (label < 0 || scores[background] > scores[label])) {
      return none(products[background], scores[background]);
    }
    Float threshold = noneOfThese.getThreshold();
    if (threshold != null && scores[label] < threshold) {
      return none(products[label], scores[label]);
    }
    return new LabelSetResult(name, version, ResultStatus.OK, best(products, scores));
  }

  /** The row of the highest score among labels or background prompts; -1 when there is none. */
  private int highest(float[] scores, boolean background) {
    int highest = -1;
    for (int i = 0; i < scores.length; i++) {
      if (candidates.get(i).background() == background
          && (highest < 0 || scores[i] > scores[highest])) {
        highest = i;
      }
    }
    return highest;
  }

  /** The set's own answer, with the numbers of what decided for it. */
  private LabelSetResult none(float product, float score) {
    ScoredLabel answer = new ScoredLabel(noneOfThese.getLabel(), null, product, score);
    return new LabelSetResult(name, version, ResultStatus.NONE_OF_THESE, List.of(answer));
  }

  /** The best topK labels that reach their thresholds, best first; equal ones by their order. */
  private List<ScoredLabel> best(float[] products, float[] scores) {
    Comparator<Integer> worstFirst =
        Comparator.<Integer>comparingDouble(i -> scores[i])
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
    for (int i = 0; i < scores.length; i++) {
      if (!isGiven(candidates.get(i), scores[i])) {
        continue;
      }
      best.add(i);
      if (best.size() > scoring.getTopK()) {
        best.poll();
      }
    }
    return best.stream()
        .sorted(worstFirst.reversed())
        .map(i -> label(candidates.get(i), products[i], scores[i]))
        .toList();
  }

  private boolean isGiven(Candidate candidate, float score) {
    if (candidate.background()) {
      return false;
    }
    Float threshold =
        candidate.threshold() != null ? candidate.threshold() : scoring.getThreshold();
    return threshold == null || score >= threshold;
  }

  private static ScoredLabel label(Candidate candidate, float product, float score) {
    float similarity = candidate.probe() ? candidate.logit(product) : product;
    return new ScoredLabel(candidate.name(), candidate.displayName(), similarity, score);
  }
}
