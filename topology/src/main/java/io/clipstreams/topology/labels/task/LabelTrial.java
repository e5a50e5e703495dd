package io.clipstreams.topology.labels.task;

import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelSets;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.content.LabelKeys;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes a definition ready to judge without publishing it, by the rules and the vectors of the
 * label task. Vectors that are published already are not made again. For one thread.
 */
public final class LabelTrial {

  private final LabelSettings settings;
  private final ClipModel model;
  private final LabelCatalog catalog;
  private final Set<String> vectors = new HashSet<>();

  /**
   * @param model the one that judges; stays open while what is returned here is used
   */
  public LabelTrial(LabelSettings settings, ClipModel model) {
    this.settings = settings;
    this.model = model;
    this.catalog = new LabelCatalog(model.fingerprint(), model.logitScale(), model.dimension());
  }

  /**
   * Takes a record of the topic of vectors.
   *
   * @param value null for a deletion
   */
  public void put(String key, LabelRecord value) {
    catalog.put(key, value);
    if (value == null) {
      vectors.remove(key);
    } else if (key.startsWith(LabelKeys.VECTOR)) {
      vectors.add(key);
    }
  }

  /** The version that judges now; empty when there is none for this model. */
  public Optional<CurrentLabelSet> current(String labelSet) {
    return catalog.lookup(labelSet) instanceof LabelSets.Lookup.Current there
        ? Optional.of(there.labelSet())
        : Optional.empty();
  }

  /**
   * What the set would judge by; {@link #current} is that from then on.
   *
   * @throws IllegalArgumentException when the label task would refuse the definition, or a label
   *     needs example images that are not embedded yet
   */
  public CurrentLabelSet tried(String labelSet, LabelSet definition) {
    Draft draft = draft(labelSet, withoutTopics(definition));
    for (VectorRecipe recipe : draft.recipes().values()) {
      if (!vectors.contains(recipe.key())) {
        put(recipe.key(), new LabelRecord(recipe.make(embeds(draft, recipe))));
      }
    }
    draft.pages().forEach((key, page) -> put(key, new LabelRecord(page)));
    put(LabelKeys.manifest(draft.manifest()), new LabelRecord(draft.manifest()));
    return current(labelSet)
        .filter(now -> now.version() == draft.version())
        .orElseThrow(() -> new IllegalStateException("The definition has come out incomplete"));
  }

  private Draft draft(String labelSet, LabelSet definition) {
    StoredDefinition source =
        new StoredDefinition(
            Long.MAX_VALUE,
            System.currentTimeMillis(),
            labelSet.getBytes(StandardCharsets.UTF_8),
            new byte[0],
            new RecordHeaders());
    try {
      return new Drafting(
              settings, new ModelTexts(model), vectors::contains, LabelTopics.NONE, Runnable::run)
          .draft(source, CompletableFuture.completedFuture(definition), List.of())
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedDefinitionException refused) {
        throw new IllegalArgumentException(refused.getMessage(), refused);
      }
      throw e;
    }
  }

  /** Where copies go changes no answer, and whether the topics are there is asked by the task. */
  private static LabelSet withoutTopics(LabelSet definition) {
    return LabelSet.newBuilder(definition)
        .setLabels(
            definition.getLabels().stream()
                .map(label -> Label.newBuilder(label).setTopic(null).build())
                .toList())
        .build();
  }

  private List<float[]> embeds(Draft draft, VectorRecipe recipe) {
    return switch (recipe.source()) {
      case PROBE -> List.of();
      case PROMPTS -> Arrays.asList(model.encodeTexts(recipe.inputs()));
      case EXAMPLES ->
          throw new IllegalArgumentException(
              "the label \"%s\" needs example images that are not embedded yet; a preview reads no"
                      .formatted(draft.labelOf(recipe.key()).orElse(""))
                  + " images");
    };
  }
}
