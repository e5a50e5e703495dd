package io.clipstreams.topology.labels.scoring;

import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.HeadRow;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.Ranking;
import io.clipstreams.model.Ranking.Ranked;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelRoute;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A version of a label set with all its vectors, which a classifier head holds against images.
 * Immutable but for what the head keeps outside the heap; any thread may call.
 */
public final class ScoredLabelSet implements CurrentLabelSet {

  private final String name;
  private final long version;
  private final ScoringMode mode;
  private final NoneOfThese noneOfThese;
  private final List<Candidate> labels;
  private final ClassifierHead head;

  /** Only labels that name one. */
  private final Map<String, String> topics;

  /**
   * @param noneOfThese null when the set has no such answer
   * @param scoring whose threshold holds for labels that have none of their own
   * @param background rows of prompts that only compete, and stand for "none of these"
   * @param heads makes what holds the rows against images
   */
  public ScoredLabelSet(
      String name,
      long version,
      Scoring scoring,
      NoneOfThese noneOfThese,
      List<Candidate> labels,
      List<HeadRow> background,
      Function<HeadSpec, ClassifierHead> heads) {
    this.name = name;
    this.version = version;
    this.mode = scoring.getMode();
    this.noneOfThese = noneOfThese;
    this.labels = List.copyOf(labels);
    this.head =
        heads.apply(
            new HeadSpec(
                labels.get(0).row().vector().length,
                labels.stream()
                    .map(label -> label.row().orThreshold(scoring.getThreshold()))
                    .toList(),
                background,
                mode == ScoringMode.SOFTMAX ? HeadSpec.Scores.SOFTMAX : HeadSpec.Scores.INDEPENDENT,
                scoring.getTemperature(),
                scoring.getTopK()));
    this.topics =
        labels.stream()
            .filter(label -> label.topic() != null)
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
    return head.rank(imageEmbeds).stream().map(this::result).toList();
  }

  @Override
  public List<LabelRoute> routes(LabelSetResult result) {
    if (topics.isEmpty() || result.getStatus() != ResultStatus.OK) {
      return List.of();
    }
    int deciding = mode == ScoringMode.SOFTMAX ? 1 : result.getLabels().size();
    return result.getLabels().stream()
        .limit(deciding)
        .filter(label -> topics.containsKey(label.getName()))
        .map(label -> new LabelRoute(name, label.getName(), topics.get(label.getName())))
        .toList();
  }

  @Override
  public void retire() {
    head.close();
  }

  private LabelSetResult result(Ranking ranking) {
    if (noneOfThese != null) {
      Ranked leader = ranking.leader();
      Ranked rival = ranking.rival();
      Float threshold = noneOfThese.getThreshold();
      if (rival != null && rival.score() > leader.score()) {
        return none(rival);
      } else if (threshold != null && leader.score() < threshold) {
        return none(leader);
      }
    }
    return new LabelSetResult(
        name, version, ResultStatus.OK, ranking.best().stream().map(this::label).toList());
  }

  /** The set's own answer, with the numbers of what decided for it. */
  private LabelSetResult none(Ranked decisive) {
    ScoredLabel answer =
        new ScoredLabel(noneOfThese.getLabel(), null, decisive.product(), decisive.score());
    return new LabelSetResult(name, version, ResultStatus.NONE_OF_THESE, List.of(answer));
  }

  private ScoredLabel label(Ranked ranked) {
    Candidate label = labels.get(ranked.row());
    float similarity = label.row().probe() ? label.row().logit(ranked.product()) : ranked.product();
    return new ScoredLabel(label.name(), label.displayName(), similarity, ranked.score());
  }
}
