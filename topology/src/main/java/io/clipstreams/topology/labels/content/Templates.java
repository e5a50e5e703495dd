package io.clipstreams.topology.labels.content;

import java.util.List;
import java.util.Optional;

/** Prompt templates as Hugging Face's pipeline writes them: {@code {}} stands for the label. */
public final class Templates {

  private static final String PLACEHOLDER = "{}";

  private Templates() {}

  /** What is wrong with a template; empty when it can be filled. */
  public static Optional<String> problemWith(String template) {
    if (!template.contains(PLACEHOLDER)) {
      return Optional.of("has no {} for the label");
    }
    String rest = template.replace(PLACEHOLDER, "");
    return rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0
        ? Optional.of("has a placeholder other than {}")
        : Optional.empty();
  }

  /** The prompts of a label. */
  public static List<String> fill(List<String> templates, String label) {
    return templates.stream().map(template -> template.replace(PLACEHOLDER, label)).toList();
  }
}
