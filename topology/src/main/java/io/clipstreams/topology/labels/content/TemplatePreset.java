package io.clipstreams.topology.labels.content;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Prompt templates under a name. They are this project's own; the many variants average out what a
 * single wording says beside the label. A preset never changes, since its prompts are in the keys
 * of cached vectors: a better list gets another name.
 */
public enum TemplatePreset {

  /** Photographs of things: distances, light, quality, surroundings. */
  PHOTOS(
      "a photo of a {}",
      "a picture showing a {}",
      "a {} seen from nearby",
      "a {} seen from far away",
      "a {} that fills the whole picture",
      "a small {} in a wide scene",
      "a part of a {}",
      "a {} from above",
      "a {} from the side",
      "a {} outdoors",
      "a {} indoors",
      "a {} in daylight",
      "a {} at night",
      "a {} under lamplight",
      "a {} on a plain background",
      "a {} among other things",
      "a blurred snapshot of a {}",
      "a sharp studio picture of a {}",
      "a {} taken with a phone",
      "a black and white photograph of a {}"),

  /** Drawings, icons and paintings of things. */
  DRAWINGS(
      "a drawing of a {}",
      "a pencil sketch of a {}",
      "a line drawing of a {}",
      "a {} drawn by a child",
      "an icon of a {}",
      "a pictogram of a {}",
      "a symbol for a {}",
      "a cartoon {}",
      "a simple illustration of a {}",
      "a colourful illustration of a {}",
      "a painted {}",
      "a diagram of a {}");

  private final List<String> templates;

  TemplatePreset(String... templates) {
    this.templates = List.of(templates);
  }

  /** The preset of this name, as people write it: {@code photos}. */
  public static Optional<TemplatePreset> named(String name) {
    return Arrays.stream(values()).filter(preset -> preset.toString().equals(name)).findFirst();
  }

  /** The names, as people write them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(TemplatePreset::toString).toList();
  }

  /** Each with {@code {}} for the label. */
  public List<String> templates() {
    return templates;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
