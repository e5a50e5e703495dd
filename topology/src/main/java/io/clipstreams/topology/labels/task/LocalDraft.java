package io.clipstreams.topology.labels.task;

import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTopics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Drafts of definitions that stand in no topic, made on the caller's thread. */
final class LocalDraft {

  private LocalDraft() {}

  /**
   * Holds a definition against the rules. Topics of labels are left out: where copies go changes no
   * answer, and whether the topics are there is asked by the task.
   *
   * @param known whether there is a vector of this key already
   * @param version that it is to have
   * @throws IllegalArgumentException that names all that is wrong, up to a limit
   */
  static Draft of(
      String labelSet,
      LabelSet definition,
      long version,
      LabelSettings settings,
      ClipModel model,
      Predicate<String> known) {
    byte[] key = labelSet.getBytes(StandardCharsets.UTF_8);
    StoredDefinition source =
        new StoredDefinition(
            version, System.currentTimeMillis(), key, new byte[0], new RecordHeaders());
    Drafting drafting =
        new Drafting(settings, new ModelTexts(model), known, LabelTopics.NONE, Runnable::run);
    try {
      return drafting
          .draft(source, CompletableFuture.completedFuture(withoutTopics(definition)), List.of())
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedDefinitionException refused) {
        throw new IllegalArgumentException(refused.getMessage(), refused);
      }
      throw e;
    }
  }

  private static LabelSet withoutTopics(LabelSet definition) {
    return LabelSet.newBuilder(definition)
        .setLabels(
            definition.getLabels().stream()
                .map(label -> Label.newBuilder(label).setTopic(null).build())
                .toList())
        .build();
  }
}
