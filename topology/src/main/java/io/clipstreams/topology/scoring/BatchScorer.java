package io.clipstreams.topology.scoring;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelRoute;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a batch. The version of each label set is taken now, and each version judges all its
 * images at once. Used by the device workers.
 */
public final class BatchScorer {

  private final LabelSetChooser chooser;

  public BatchScorer(LabelSetChooser chooser) {
    this.chooser = chooser;
  }

  /**
   * Judges each image by its sets.
   *
   * @param imageEmbeds n × dimension unit vectors
   * @param references n, which say what sets are wanted
   * @return n verdicts, in the same order
   */
  public List<Verdict> score(List<float[]> imageEmbeds, List<ImageReference> references) {
    List<Choice> choices = references.stream().map(chooser::choose).toList();
    Map<CurrentLabelSet, Answers> answers = new IdentityHashMap<>();
    for (int image = 0; image < choices.size(); image++) {
      if (choices.get(image) instanceof Choice.Ready ready) {
        for (CurrentLabelSet labelSet : ready.labelSets()) {
          answers.computeIfAbsent(labelSet, set -> new Answers()).images.add(image);
        }
      }
    }
    answers.forEach((labelSet, of) -> of.judge(labelSet, imageEmbeds));
    List<Verdict> verdicts = new ArrayList<>(choices.size());
    for (int image = 0; image < choices.size(); image++) {
      verdicts.add(verdict(image, choices.get(image), answers));
    }
    return verdicts;
  }

  private static Verdict verdict(int image, Choice choice, Map<CurrentLabelSet, Answers> answers) {
    if (choice instanceof Choice.Deleted deleted) {
      return new Verdict.Deleted(deleted);
    } else if (choice instanceof Choice.Unknown unknown) {
      return new Verdict.Unknown(unknown);
    }
    List<LabelSetResult> results = new ArrayList<>();
    List<LabelRoute> routes = new ArrayList<>();
    for (CurrentLabelSet labelSet : ((Choice.Ready) choice).labelSets()) {
      Answers of = answers.get(labelSet);
      if (of.error != null) {
        return new Verdict.Broken(labelSet.name(), of.error);
      }
      LabelSetResult result = of.results.get(of.images.indexOf(image));
      results.add(result);
      routes.addAll(labelSet.routes(result));
    }
    return new Verdict.Scored(results, routes);
  }

  /** What one version of a set says of its images. */
  private static final class Answers {

    private final List<Integer> images = new ArrayList<>();
    private List<LabelSetResult> results = List.of();
    private RuntimeException error;

    void judge(CurrentLabelSet labelSet, List<float[]> imageEmbeds) {
      float[][] rows = images.stream().map(imageEmbeds::get).toArray(float[][]::new);
      try {
        results = labelSet.score(rows);
      } catch (RuntimeException e) {
        error = e;
      }
    }
  }
}
