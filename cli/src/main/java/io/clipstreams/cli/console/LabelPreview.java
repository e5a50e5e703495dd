package io.clipstreams.cli.console;

import io.clipstreams.cli.console.Pictures.Embedded;
import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.task.LocalLabelSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a definition would change: the recent images are judged by the set's current version and by
 * the definition, which is encoded here and nowhere published. Any thread of the server may call;
 * one preview at a time.
 */
final class LabelPreview {

  /** Texts take the device from the images that arrive. */
  private static final int MOST_VECTORS = 1_000;

  private static final String NOTHING = "(none)";

  private final ClipModel model;
  private final RecentImages recent;
  private final Pictures pictures;

  LabelPreview(ClipModel model, RecentImages recent, Pictures pictures) {
    this.model = model;
    this.recent = recent;
    this.pictures = pictures;
  }

  /**
   * What would change.
   *
   * @param images how many were judged
   * @param changed how many would have another best label
   * @param before images by best label now
   * @param after images by best label then
   * @param changes each image whose best label is another
   */
  record Preview(
      int images,
      int changed,
      Map<String, Integer> before,
      Map<String, Integer> after,
      List<Change> changes) {}

  /** An image and its best labels. */
  record Change(String handle, String image, String from, String to) {}

  /**
   * Judges the recent images.
   *
   * @param before the current version; empty when there is none
   * @throws IllegalArgumentException when the definition breaks the rules, or is too large for this
   */
  synchronized Preview of(String name, Optional<CurrentLabelSet> before, LabelSet after)
      throws InterruptedException {
    List<Embedded> images = pictures.embedded(recent.all());
    float[][] embeds = images.stream().map(Embedded::embed).toArray(float[][]::new);
    List<String> now =
        before
            .map(labelSet -> best(labelSet, embeds))
            .orElseGet(() -> Collections.nCopies(embeds.length, NOTHING));
    List<String> then = best(name, after, embeds);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      if (!now.get(i).equals(then.get(i))) {
        RecentImages.Seen image = images.get(i).image();
        changes.add(new Change(image.handle(), image.id(), now.get(i), then.get(i)));
      }
    }
    return new Preview(images.size(), changes.size(), counts(now), counts(then), changes);
  }

  private List<String> best(String name, LabelSet definition, float[][] embeds) {
    LocalLabelSet local = LocalLabelSet.of(name, definition, model);
    if (local.vectors() > MOST_VECTORS) {
      throw new IllegalArgumentException(
          "%,d labels are too many for a preview here, %,d at most; 'labels preview' has no such limit"
              .formatted(local.vectors(), MOST_VECTORS));
    }
    CurrentLabelSet labelSet = local.encode(LabelPreview::refuseExamples, made -> {});
    try {
      return best(labelSet, embeds);
    } finally {
      labelSet.retire();
    }
  }

  private static List<String> best(CurrentLabelSet labelSet, float[][] embeds) {
    return embeds.length == 0
        ? List.of()
        : labelSet.score(embeds).stream().map(LabelPreview::bestOf).toList();
  }

  private static List<float[]> refuseExamples(List<String> uris) {
    throw new IllegalArgumentException("labels by example images cannot be previewed here");
  }

  private static String bestOf(LabelSetResult result) {
    return result.getLabels().isEmpty() ? NOTHING : result.getLabels().get(0).getName();
  }

  private static Map<String, Integer> counts(List<String> labels) {
    Map<String, Integer> counts = new TreeMap<>();
    labels.forEach(label -> counts.merge(label, 1, Integer::sum));
    Map<String, Integer> ordered = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return ordered;
  }
}
