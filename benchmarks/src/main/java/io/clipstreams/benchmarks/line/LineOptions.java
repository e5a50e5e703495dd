package io.clipstreams.benchmarks.line;

import io.clipstreams.model.PrecisionChoice;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is measured.
 *
 * @param images that the overhead is measured over; the other sections take a share of it
 * @param checkpoint in place of the random ones of B/16's and B/32's size
 * @param precision in which all models calculate
 * @param sections in the order of {@link Section}
 */
public record LineOptions(
    int images, Optional<Path> checkpoint, PrecisionChoice precision, Set<Section> sections) {

  /** So many images make figures that can be quoted. */
  public static final int USUAL_IMAGES = 20_000;

  public LineOptions {
    if (images < 1) {
      throw new IllegalArgumentException("images must be at least 1, but is " + images);
    }
    if (sections.isEmpty()) {
      throw new IllegalArgumentException("there is no section to measure");
    }
    sections = Set.copyOf(EnumSet.copyOf(sections));
  }
}
