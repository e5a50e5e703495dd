package io.clipstreams.topology.labels.content;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Prompt templates as Hugging Face's pipeline writes them: {@code {}} stands for the label. An
 * entry {@code preset:NAME} stands for all templates of a {@link TemplatePreset}.
 */
public final class Templates {

  private static final String PLACEHOLDER = "{}";
  private static final String PRESET = "preset:";

  private Templates() {}

  /** What is wrong with a template; empty when it can be filled. */
  public static Optional<String> problemWith(String template) {
    if (isPreset(template)) {
      return TemplatePreset.named(presetName(template)).isPresent()
          ? Optional.empty()
          : Optional.of("is no preset; there are " + String.join(", ", TemplatePreset.names()));
    }
    if (!template.contains(PLACEHOLDER)) {
      return Optional.of("has no {} for the label");
    }
    String rest = template.replace(PLACEHOLDER, "");
    return rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0
        ? Optional.of("has a placeholder other than {}")
        : Optional.empty();
  }

  /** Whether a caption was meant to be a template: a caption is taken as it is. */
  public static boolean hasPlaceholder(String caption) {
    return caption.contains(PLACEHOLDER);
  }

  /**
   * The templates with those of presets in their place.
   *
   * @param templates of which {@link #problemWith} has found none wrong
   */
  public static List<String> expand(List<String> templates) {
    return templates.stream().flatMap(Templates::expand).toList();
  }

  private static Stream<String> expand(String template) {
    return isPreset(template)
        ? TemplatePreset.named(presetName(template)).orElseThrow().templates().stream()
        : Stream.of(template);
  }

  private static boolean isPreset(String template) {
    return template.startsWith(PRESET) && !template.contains(PLACEHOLDER);
  }

  private static String presetName(String template) {
    return template.substring(PRESET.length());
  }

  /** The prompts of a label. */
  public static List<String> fill(List<String> templates, String label) {
    return expand(templates).stream()
        .map(template -> template.replace(PLACEHOLDER, label))
        .toList();
  }
}
