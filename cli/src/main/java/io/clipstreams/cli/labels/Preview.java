package io.clipstreams.cli.labels;

import io.clipstreams.schemas.ImageEmbedding;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.content.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a definition would change for some images: best labels, before and after.
 *
 * @param currentVersion that judges now; null for a set that does not exist yet
 * @param changed images whose best label changes
 * @param changes the same by labels, the most frequent first
 * @param shares of each label that is best for an image, before or after
 * @param examples of changed images, the most certain of the new answers first
 */
record Preview(
    String labelSet,
    Long currentVersion,
    int images,
    int changed,
    List<Change> changes,
    List<Share> shares,
    List<Example> examples) {

  static final String NO_LABEL = "(no label)";
  static final String UNAVAILABLE = "(unavailable)";

  private static final int CHUNK = 256;
  private static final int MOST_EXAMPLES = 10;

  /** So many images go from one label to another. */
  record Change(String from, String to, int count) {}

  /** Parts of all images, 0 to 1. */
  record Share(String label, double before, double after) {}

  /** Scores are null where there is no label. */
  record Example(
      String imageId, String uri, String from, Float fromScore, String to, Float toScore) {}

  private record Best(String label, Float score) {
    static Best of(LabelSetResult result) {
      if (result.getStatus() == ResultStatus.UNAVAILABLE) {
        return new Best(UNAVAILABLE, null);
      } else if (result.getLabels().isEmpty()) {
        return new Best(NO_LABEL, null);
      }
      ScoredLabel first = result.getLabels().get(0);
      return new Best(first.getName(), first.getScore());
    }
  }

  /**
   * Judges the images by both.
   *
   * @param before empty for a set that does not exist yet: then nothing changes
   */
  static Preview of(
      String labelSet,
      List<ImageEmbedding> images,
      Optional<CurrentLabelSet> before,
      CurrentLabelSet after) {
    List<Best> now = before.map(set -> judged(images, set)).orElse(List.of());
    List<Best> then = judged(images, after);
    Map<String, int[]> counts = new TreeMap<>();
    Map<String, Map<String, Integer>> moves = new TreeMap<>();
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Best to = then.get(i);
      counts.computeIfAbsent(to.label(), label -> new int[2])[1]++;
      if (now.isEmpty()) {
        continue;
      }
      Best from = now.get(i);
      counts.computeIfAbsent(from.label(), label -> new int[2])[0]++;
      if (!from.label().equals(to.label())) {
        moves
            .computeIfAbsent(from.label(), label -> new TreeMap<>())
            .merge(to.label(), 1, Integer::sum);
        ImageEmbedding image = images.get(i);
        examples.add(
            new Example(
                image.getImageId(),
                image.getUri(),
                from.label(),
                from.score(),
                to.label(),
                to.score()));
      }
    }
    return new Preview(
        labelSet,
        before.map(CurrentLabelSet::version).orElse(null),
        images.size(),
        examples.size(),
        changes(moves),
        shares(counts, images.size()),
        examples.stream()
            .sorted(
                Comparator.comparing(
                    (Example example) -> example.toScore() == null ? 0f : example.toScore(),
                    Comparator.reverseOrder()))
            .limit(MOST_EXAMPLES)
            .toList());
  }

  private static List<Best> judged(List<ImageEmbedding> images, CurrentLabelSet labelSet) {
    List<Best> best = new ArrayList<>(images.size());
    for (int from = 0; from < images.size(); from += CHUNK) {
      float[][] embeds =
          images.subList(from, Math.min(images.size(), from + CHUNK)).stream()
              .map(image -> Vectors.fromBytes(image.getEmbedding()))
              .toArray(float[][]::new);
      labelSet.score(embeds).forEach(result -> best.add(Best.of(result)));
    }
    return best;
  }

  private static List<Change> changes(Map<String, Map<String, Integer>> moves) {
    List<Change> changes = new ArrayList<>();
    moves.forEach(
        (from, targets) ->
            targets.forEach((to, count) -> changes.add(new Change(from, to, count))));
    changes.sort(Comparator.comparingInt(Change::count).reversed());
    return changes;
  }

  private static List<Share> shares(Map<String, int[]> counts, int images) {
    return counts.keySet().stream()
        .map(
            label ->
                new Share(
                    label,
                    (double) counts.get(label)[0] / images,
                    (double) counts.get(label)[1] / images))
        .sorted(Comparator.comparingDouble(Share::after).reversed())
        .toList();
  }
}
