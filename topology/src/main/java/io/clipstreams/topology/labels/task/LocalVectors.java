package io.clipstreams.topology.labels.task;

import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.topology.labels.content.VectorRecipe;
import io.clipstreams.topology.labels.content.VectorRecipe.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Makes vectors on the caller's thread, prompts in batches. For one thread. */
final class LocalVectors {

  private static final int TEXT_BATCH = 64;

  private final ClipModel model;
  private final Function<List<String>, List<float[]>> examples;
  private final BiConsumer<String, LabelRecord> made;
  private final IntConsumer progress;
  private final List<VectorRecipe> waiting = new ArrayList<>();
  private int texts;

  /**
   * @param examples gives the unit embeddings of example images by their URIs
   * @param made takes each vector as the topic would have it, with its key
   * @param progress told how many vectors have been made since it was told last
   */
  LocalVectors(
      ClipModel model,
      Function<List<String>, List<float[]>> examples,
      BiConsumer<String, LabelRecord> made,
      IntConsumer progress) {
    this.model = model;
    this.examples = examples;
    this.made = made;
    this.progress = progress;
  }

  void make(Collection<VectorRecipe> recipes) {
    for (VectorRecipe recipe : recipes) {
      if (recipe.source() == Source.PROMPTS) {
        waiting.add(recipe);
        texts += recipe.inputs().size();
        if (texts >= TEXT_BATCH) {
          makeWaiting();
        }
      } else {
        put(
            recipe,
            recipe.source() == Source.EXAMPLES ? examples.apply(recipe.inputs()) : List.of());
        progress.accept(1);
      }
    }
    makeWaiting();
  }

  private void makeWaiting() {
    List<String> prompts = waiting.stream().flatMap(recipe -> recipe.inputs().stream()).toList();
    List<float[]> embeds = new ArrayList<>(prompts.size());
    for (int from = 0; from < prompts.size(); from += TEXT_BATCH) {
      List<String> batch = prompts.subList(from, Math.min(prompts.size(), from + TEXT_BATCH));
      embeds.addAll(List.of(model.encodeTexts(batch)));
    }
    int from = 0;
    for (VectorRecipe recipe : waiting) {
      put(recipe, embeds.subList(from, from += recipe.inputs().size()));
    }
    progress.accept(waiting.size());
    waiting.clear();
    texts = 0;
  }

  private void put(VectorRecipe recipe, List<float[]> embeds) {
    made.accept(recipe.key(), new LabelRecord(recipe.make(embeds)));
  }
}
