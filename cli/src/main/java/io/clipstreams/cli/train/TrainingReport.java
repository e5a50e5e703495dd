package io.clipstreams.cli.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A trained probe, and how good it is.
 *
 * @param model fingerprint of the checkpoint that embedded the images
 * @param labels in the order of the probe's weights
 * @param images that were embedded
 * @param skipped that could not be
 * @param c the chosen inverse strength of the regularisation
 * @param heldOut of each label, how it does on images that it has not seen
 */
public record TrainingReport(
    String model,
    List<String> labels,
    LinearProbe probe,
    int images,
    int skipped,
    double c,
    double validationAccuracy,
    double heldOutAccuracy,
    List<OfLabel> heldOut) {

  private static final int WORST_SHOWN = 5;

  public TrainingReport {
    labels = List.copyOf(labels);
    heldOut = List.copyOf(heldOut);
  }

  /** How many images of a label were held out, and how many of them are judged rightly. */
  public record OfLabel(String label, int heldOut, int right) {
    double accuracy() {
      return (double) right / heldOut;
    }
  }

  private int heldOutImages() {
    return heldOut.stream().mapToInt(OfLabel::heldOut).sum();
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d labels, %d images%s"
            .formatted(
                labels.size(), images, skipped == 0 ? "" : "; %d skipped".formatted(skipped)));
    lines.add(
        String.format(
            Locale.ROOT,
            "held-out accuracy: %.1f %% of %d images (validation %.1f %%, C %.3g)",
            100 * heldOutAccuracy,
            heldOutImages(),
            100 * validationAccuracy,
            c));
    heldOut.stream()
        .filter(label -> label.right < label.heldOut)
        .sorted(Comparator.comparingDouble(OfLabel::accuracy))
        .limit(WORST_SHOWN)
        .forEach(
            label ->
                lines.add("  %s: %d of %d".formatted(label.label, label.right, label.heldOut)));
    return lines;
  }

  /** For programs. */
  public Published published(long version) {
    return new Published(
        labels.size(),
        images,
        skipped,
        c,
        validationAccuracy,
        heldOutImages(),
        heldOutAccuracy,
        heldOut,
        version);
  }

  /** What is printed as JSON. */
  public record Published(
      int labels,
      int images,
      int skipped,
      double c,
      double validationAccuracy,
      int heldOutImages,
      double heldOutAccuracy,
      List<OfLabel> perLabel,
      long version) {}
}
