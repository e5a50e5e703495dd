package io.clipstreams.topology.labels.task;

import java.util.List;

/** Prompt templates as Hugging Face's pipeline writes them: {@code {}} stands for the label. */
final class Templates {

  private static final String PLACEHOLDER = "{}";

  private Templates() {}

  static void check(List<String> templates, int max, Problems problems) {
    if (templates.size() > max) {
      problems.add("too-many-templates", "%d templates are more than %d", templates.size(), max);
    }
    for (String template : templates) {
      if (!template.contains(PLACEHOLDER)) {
        problems.add("bad-template", "the template \"%s\" has no {} for the label", template);
      }
      String rest = template.replace(PLACEHOLDER, "");
      if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
        problems.add(
            "bad-template", "the template \"%s\" has a placeholder other than {}", template);
      }
    }
  }

  /** The prompts of a label. */
  static List<String> fill(List<String> templates, String label) {
    return templates.stream().map(template -> template.replace(PLACEHOLDER, label)).toList();
  }
}
