package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.Claim;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.TextEncoder;
import io.clipstreams.topology.labels.content.Templates;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a definition must be like by itself, whatever is current. Safe for use by many threads. */
final class DefinitionRules {

  static final int MAX_TOP_K = 1_000;
  static final int MAX_TEMPLATES = 200;
  static final int MAX_TEMPLATE_CHARS = 1_000;
  static final int MAX_CLAIMS = 1_000;
  static final int MAX_TOPICS = 100;
  static final int MAX_BACKGROUND_PROMPTS = 1_000;

  private final int maxLabels;
  private final LabelRules labelRules;

  /**
   * @param encoder of the model that probes must have been trained on
   */
  DefinitionRules(LabelSettings settings, TextEncoder encoder) {
    this.maxLabels = settings.maxLabels();
    this.labelRules =
        new LabelRules(settings.labelTopicPrefix(), encoder.model(), encoder.dimension());
  }

  /**
   * Holds a whole definition against the rules.
   *
   * @throws RefusedDefinitionException that names all that is wrong, up to a limit
   */
  void check(LabelSet definition) {
    Problems problems = new Problems();
    checkSize(definition, problems);
    checkTemplates(definition.getTemplates(), problems);
    Set<String> names = new HashSet<>();
    for (Label label : definition.getLabels()) {
      if (!names.add(label.getName())) {
        problems.add("duplicate-label", "the label \"%s\" occurs twice", label.getName());
      }
      labelRules.check(label, definition, problems);
    }
    checkTopicCount(definition, problems);
    checkScoring(definition.getScoring(), problems);
    checkNoneOfThese(definition.getNoneOfThese(), names, problems);
    checkClaims(definition.getClaims(), problems);
    problems.refuseIfAny();
  }

  private void checkSize(LabelSet definition, Problems problems) {
    int labels = definition.getLabels().size();
    if (labels == 0) {
      problems.add("no-labels", "there are no labels; to delete a set, send a tombstone");
    }
    if (labels > maxLabels) {
      problems.add(
          "too-many-labels",
          "%d labels are more than the %d that labels.max allows",
          labels,
          maxLabels);
    }
  }

  private static void checkTemplates(List<String> templates, Problems problems) {
    boolean wellFormed = true;
    for (String template : templates) {
      Optional<String> problem =
          template.length() > MAX_TEMPLATE_CHARS
              ? Optional.of("is longer than %d characters".formatted(MAX_TEMPLATE_CHARS))
              : Templates.problemWith(template);
      if (problem.isPresent()) {
        wellFormed = false;
        problems.add("bad-template", "the template \"%s\" %s", template, problem.get());
      }
    }
    int count = wellFormed ? Templates.expand(templates).size() : templates.size();
    if (count > MAX_TEMPLATES) {
      problems.add("too-many-templates", "%d templates are more than %d", count, MAX_TEMPLATES);
    }
  }

  /** The topics that labels name. */
  static Set<String> topics(LabelSet definition) {
    return definition.getLabels().stream()
        .map(Label::getTopic)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static void checkTopicCount(LabelSet definition, Problems problems) {
    int topics = topics(definition).size();
    if (topics > MAX_TOPICS) {
      problems.add(
          "too-many-topics", "labels name %d topics, which are more than %d", topics, MAX_TOPICS);
    }
  }

  private static void checkScoring(Scoring scoring, Problems problems) {
    if (scoring.getTopK() < 1 || scoring.getTopK() > MAX_TOP_K) {
      problems.add(
          "bad-scoring", "topK is %d, but must be from 1 to %d", scoring.getTopK(), MAX_TOP_K);
    }
    float temperature = scoring.getTemperature();
    if (!(temperature > 0) || !Float.isFinite(temperature)) {
      problems.add("bad-scoring", "temperature is %s, but must be greater than 0", temperature);
    }
    LabelRules.checkThreshold("the set's threshold", scoring.getThreshold(), problems);
  }

  private static void checkNoneOfThese(
      NoneOfThese noneOfThese, Set<String> names, Problems problems) {
    if (noneOfThese == null) {
      return;
    }
    List<String> prompts = noneOfThese.getPrompts();
    if (noneOfThese.getLabel().isBlank() || names.contains(noneOfThese.getLabel())) {
      problems.add(
          "bad-none-of-these",
          "the answer \"%s\" for none of these is empty or a label's name",
          noneOfThese.getLabel());
    }
    if (noneOfThese.getThreshold() == null && prompts.isEmpty()) {
      problems.add("bad-none-of-these", "noneOfThese has neither a threshold nor prompts");
    }
    LabelRules.checkThreshold("the threshold of noneOfThese", noneOfThese.getThreshold(), problems);
    if (prompts.stream().anyMatch(String::isBlank)) {
      problems.add("empty-prompt", "a prompt of noneOfThese is empty");
    }
    if (prompts.size() > MAX_BACKGROUND_PROMPTS) {
      problems.add(
          "bad-none-of-these", "noneOfThese has more than %d prompts", MAX_BACKGROUND_PROMPTS);
    }
  }

  private static void checkClaims(List<Claim> claims, Problems problems) {
    if (claims.size() > MAX_CLAIMS) {
      problems.add("bad-claim", "%d claims are more than %d", claims.size(), MAX_CLAIMS);
    }
    for (Claim claim : claims) {
      if (claim.getBucket() == null
          && claim.getKeyPrefix() == null
          && claim.getMetadata().isEmpty()) {
        problems.add(
            "bad-claim",
            "a claim has no condition; to claim every image, give the key prefix \"\"");
      } else if (claim.getBucket() != null && claim.getBucket().isBlank()) {
        problems.add("bad-claim", "a claim names an empty bucket");
      }
    }
  }
}
