package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.content.AvroBinary;
import io.clipstreams.topology.labels.content.Templates;
import io.clipstreams.topology.labels.content.Vectors;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.internals.Topic;

/** What a label must be like by itself. Safe for use by many threads. */
final class LabelRules {

  static final int MAX_NAME_CHARS = 500;
  static final int MAX_EXAMPLES = 1_000;
  static final int MAX_LABEL_BYTES = 200_000;

  private final Optional<String> topicPrefix;
  private final String model;
  private final int dimension;

  /**
   * @param topicPrefix how topics begin that labels may name; empty: they may name none
   * @param model that probes must have been trained on
   * @param dimension of its embeddings
   */
  LabelRules(Optional<String> topicPrefix, String model, int dimension) {
    this.topicPrefix = topicPrefix;
    this.model = model;
    this.dimension = dimension;
  }

  /**
   * Holds a label against the rules.
   *
   * @param definition that it belongs to
   */
  void check(Label label, LabelSet definition, Problems problems) {
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

  /** All scores are from 0 to 1. */
  static void checkThreshold(String what, Float threshold, Problems problems) {
    if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
      problems.add("bad-scoring", "%s is %s, but scores are from 0 to 1", what, threshold);
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
    if (topicPrefix.isEmpty()) {
      problems.add(
          "bad-topic",
          "\"%s\" names the topic %s, but labels.topic.prefix is not configured",
          label.getName(),
          topic);
    } else if (!topic.startsWith(topicPrefix.get())) {
      problems.add(
          "bad-topic",
          "\"%s\" names the topic %s, which does not begin with %s",
          label.getName(),
          topic,
          topicPrefix.get());
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
}
