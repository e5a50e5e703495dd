package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.Claim;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.TextEncoder;
import io.clipstreams.topology.labels.content.AvroBinary;
import io.clipstreams.topology.labels.content.Templates;
import io.clipstreams.topology.labels.content.Vectors;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.internals.Topic;

/** What a definition must be like by itself, whatever is current. Safe for use by many threads. */
final class DefinitionRules {

  static final int MAX_TOP_K = 1_000;
  static final int MAX_NAME_CHARS = 500;
  static final int MAX_TEMPLATES = 200;
  static final int MAX_TEMPLATE_CHARS = 1_000;
  static final int MAX_CLAIMS = 1_000;
  static final int MAX_TOPICS = 100;
  static final int MAX_BACKGROUND_PROMPTS = 1_000;
  static final int MAX_EXAMPLES = 1_000;
  static final int MAX_LABEL_BYTES = 200_000;

  private final LabelSettings settings;
  private final String model;
  private final int dimension;

  /**
   * @param encoder of the model that probes must have been trained on
   */
  DefinitionRules(LabelSettings settings, TextEncoder encoder) {
    this.settings = settings;
    this.model = encoder.model();
    this.dimension = encoder.dimension();
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
      checkLabel(label, definition, problems);
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
    if (labels > settings.maxLabels()) {
      problems.add(
          "too-many-labels",
          "%d labels are more than the %d that labels.max allows",
          labels,
          settings.maxLabels());
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

  private void checkLabel(Label label, LabelSet definition, Problems problems) {
    String name = label.getName();
    if (name.isBlank()) {
      problems.add("empty-label", "a label has an empty name");
    } else if (name.length() > MAX_NAME_CHARS || name.chars().anyMatch(Character::isISOControl)) {
      problems.add(
          "bad-label",
          "the label \"%s\" is longer than %d characters or contains a control character",
          name,
          MAX_NAME_CHARS);
    } else if (!name.equals(name.strip())) {
      problems.add("bad-label", "the label \"%s\" begins or ends with a blank", name);
    }
    checkDisplayName(label, problems);
    checkSource(label, definition, problems);
    checkThreshold("the threshold of \"" + name + "\"", label.getThreshold(), problems);
    checkTopic(label, definition.getScoring(), problems);
    if (AvroBinary.of(label).length > MAX_LABEL_BYTES) {
      problems.add(
          "label-too-large", "the label \"%s\" takes more than %d bytes", name, MAX_LABEL_BYTES);
    }
  }

  private static void checkDisplayName(Label label, Problems problems) {
    String displayName = label.getDisplayName();
    if (displayName != null && displayName.isBlank()) {
      problems.add("empty-label", "the display name of \"%s\" is empty", label.getName());
    } else if (displayName != null && displayName.length() > MAX_NAME_CHARS) {
      problems.add(
          "bad-label",
          "the display name of \"%s\" is longer than %d characters",
          label.getName(),
          MAX_NAME_CHARS);
    }
  }

  private void checkSource(Label label, LabelSet definition, Problems problems) {
    String name = label.getName();
    boolean captions = !label.getCaptions().isEmpty();
    boolean examples = !label.getExamples().isEmpty();
    boolean probe = label.getProbe() != null;
    if ((captions ? 1 : 0) + (examples ? 1 : 0) + (probe ? 1 : 0) > 1) {
      problems.add(
          "ambiguous-label", "\"%s\" has more than one of captions, examples and probe", name);
    } else if (examples) {
      checkExamples(label, problems);
    } else if (probe) {
      checkProbe(label, problems);
    } else if (captions) {
      if (label.getCaptions().stream().anyMatch(String::isBlank)) {
        problems.add("empty-prompt", "a caption of \"%s\" is empty", name);
      }
      if (label.getCaptions().stream().anyMatch(Templates::hasPlaceholder)) {
        problems.add(
            "bad-caption",
            "a caption of \"%s\" contains {}; a caption is taken as it is, instead of the templates",
            name);
      }
    } else if (definition.getTemplates().isEmpty()) {
      problems.add("no-template", "\"%s\" has no captions, and the set has no templates", name);
    }
  }

  /** Whether they can be had and are images shows when they are fetched. */
  private static void checkExamples(Label label, Problems problems) {
    List<String> examples = label.getExamples();
    if (examples.size() > MAX_EXAMPLES) {
      problems.add(
          "too-many-examples",
          "\"%s\" has %d example images, more than %d",
          label.getName(),
          examples.size(),
          MAX_EXAMPLES);
    }
    if (new HashSet<>(examples).size() < examples.size()) {
      problems.add("bad-example", "\"%s\" has an example image twice", label.getName());
    }
  }

  private void checkProbe(Label label, Problems problems) {
    if (!label.getProbe().getModel().equals(model)) {
      problems.add(
          "other-model",
          "the probe of \"%s\" was trained on model %s, but this is %s",
          label.getName(),
          label.getProbe().getModel(),
          model);
      return;
    }
    ByteBuffer weights = label.getProbe().getWeights();
    if (weights.remaining() != dimension * Float.BYTES) {
      problems.add(
          "bad-probe",
          "the probe of \"%s\" has %d bytes, but %d float32 are needed",
          label.getName(),
          weights.remaining(),
          dimension);
    } else if (!finite(Vectors.fromBytes(weights)) || !Float.isFinite(label.getProbe().getBias())) {
      problems.add(
          "bad-probe", "the probe of \"%s\" has weights that are no numbers", label.getName());
    }
  }

  private static boolean finite(float[] vector) {
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private void checkTopic(Label label, Scoring scoring, Problems problems) {
    String topic = label.getTopic();
    if (topic == null) {
      return;
    }
    if (settings.labelTopicPrefix().isEmpty()) {
      problems.add(
          "bad-topic",
          "\"%s\" names the topic %s, but labels.topic.prefix is not configured",
          label.getName(),
          topic);
    } else if (!topic.startsWith(settings.labelTopicPrefix().get())) {
      problems.add(
          "bad-topic",
          "\"%s\" names the topic %s, which does not begin with %s",
          label.getName(),
          topic,
          settings.labelTopicPrefix().get());
    } else if (!Topic.isValid(topic)) {
      problems.add(
          "bad-topic", "\"%s\" names %s, which cannot be a topic's name", label.getName(), topic);
    } else if (scoring.getMode() == ScoringMode.INDEPENDENT
        && label.getThreshold() == null
        && scoring.getThreshold() == null) {
      problems.add(
          "bad-topic",
          "\"%s\" names the topic %s, but has no threshold: with independent scores every image"
              + " would decide for it",
          label.getName(),
          topic);
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
    checkThreshold("the set's threshold", scoring.getThreshold(), problems);
  }

  private static void checkThreshold(String what, Float threshold, Problems problems) {
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      problems.add("bad-scoring", "%s is %s, but scores are from 0 to 1", what, threshold);
    }
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
    checkThreshold("the threshold of noneOfThese", noneOfThese.getThreshold(), problems);
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
