package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.TextEncoder;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Checks a definition and makes a draft of it, on an executor: with 100,000 labels that takes a
 * second, and the stream thread waits for nothing.
 */
final class Drafting {

  private final DefinitionRules rules;
  private final TextEncoder encoder;
  private final Predicate<String> known;
  private final LabelTopics labelTopics;
  private final Executor executor;

  /**
   * @param known whether there is a vector of this key, so that its prompts were checked before;
   *     called on the executor
   * @param labelTopics says whether the topics that labels name are there
   */
  Drafting(
      LabelSettings settings,
      TextEncoder encoder,
      Predicate<String> known,
      LabelTopics labelTopics,
      Executor executor) {
    this.rules = new DefinitionRules(settings, encoder);
    this.encoder = encoder;
    this.known = known;
    this.labelTopics = labelTopics;
    this.executor = executor;
  }

  TextModel model() {
    return new TextModel(encoder.model(), encoder.precision());
  }

  /**
   * @param before the pages of the version that would be replaced
   * @return fails with a {@link RefusedDefinitionException} when the definition breaks a rule
   */
  CompletableFuture<Draft> draft(
      StoredDefinition source, CompletableFuture<LabelSet> whole, List<LabelPage> before) {
    return whole
        .thenComposeAsync(
            definition -> {
              rules.check(definition);
              return checkTopics(definition);
            },
            executor)
        .thenApplyAsync(
            definition -> {
              Draft draft = Draft.of(source, definition, before, model());
              checkLength(draft);
              return draft;
            },
            executor);
  }

  /** The topics that labels name must be there: nothing here creates them. */
  private CompletableFuture<LabelSet> checkTopics(LabelSet definition) {
    Set<String> topics = DefinitionRules.topics(definition);
    if (topics.isEmpty()) {
      return CompletableFuture.completedFuture(definition);
    }
    return labelTopics
        .writableNow(topics)
        .thenApply(
            writable -> {
              Problems problems = new Problems();
              for (Label label : definition.getLabels()) {
                if (label.getTopic() != null && !writable.contains(label.getTopic())) {
                  problems.add(
                      "no-topic",
                      "\"%s\" names the topic %s, which does not exist or may not be written",
                      label.getName(),
                      label.getTopic());
                }
              }
              problems.refuseIfAny();
              return definition;
            });
  }

  private void checkLength(Draft draft) {
    Problems problems = new Problems();
    for (VectorRecipe recipe : draft.recipes().values()) {
      if (recipe.source() == VectorRecipe.Source.PROMPTS && !known.test(recipe.key())) {
        recipe.inputs().stream()
            .filter(encoder::truncates)
            .forEach(
                prompt ->
                    problems.add(
                        "prompt-too-long",
                        "the prompt \"%s\" is longer than the model reads and would be cut",
                        prompt));
      }
    }
    problems.refuseIfAny();
  }
}
