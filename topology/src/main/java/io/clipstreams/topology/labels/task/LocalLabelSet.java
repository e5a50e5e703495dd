package io.clipstreams.topology.labels.task;

import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelSets.Lookup;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.content.LabelKeys;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * A label set without any topic: the same rules, vectors and scores as in a running application,
 * all on the caller's thread. Topics and claims of the definition do not count here.
 */
public final class LocalLabelSet {

  private static final int TEXT_BATCH = 64;

  private final ClipModel model;
  private final Draft draft;

  private LocalLabelSet(ClipModel model, Draft draft) {
    this.model = model;
    this.draft = draft;
  }

  /**
   * Holds a definition against the rules.
   *
   * @throws IllegalArgumentException that names all that is wrong, up to a limit
   */
  public static LocalLabelSet of(String name, LabelSet definition, ClipModel model) {
    LabelSet judging = LabelSet.newBuilder(definition).setClaims(List.of()).build();
    LabelSettings settings = LabelSettings.of("", "", "");
    return new LocalLabelSet(
        model, LocalDraft.of(name, judging, 0, settings, model, vector -> false));
  }

  /** How many vectors are to be made. */
  public int vectors() {
    return draft.recipes().size();
  }

  /**
   * Makes the vectors. Who no longer needs the set retires it; it is of no use after the model's
   * end.
   *
   * @param examples gives the unit embeddings of example images by their URIs, where labels are
   *     given by such
   * @param progress told how many vectors have been made since it was told last
   */
  public CurrentLabelSet encode(
      Function<List<String>, List<float[]>> examples, IntConsumer progress) {
    LabelCatalog catalog =
        new LabelCatalog(model.fingerprint(), model.logitScale(), model.dimension(), model::head);
    List<VectorRecipe> waiting = new ArrayList<>();
    int texts = 0;
    for (VectorRecipe recipe : draft.recipes().values()) {
      if (recipe.source() == VectorRecipe.Source.PROMPTS) {
        waiting.add(recipe);
        texts += recipe.inputs().size();
        if (texts >= TEXT_BATCH) {
          putPrompts(waiting, catalog, progress);
          waiting.clear();
          texts = 0;
        }
      } else {
        List<float[]> embeds =
            recipe.source() == VectorRecipe.Source.EXAMPLES
                ? examples.apply(recipe.inputs())
                : List.of();
        put(recipe, embeds, catalog);
        progress.accept(1);
      }
    }
    putPrompts(waiting, catalog, progress);
    draft.pages().forEach((key, page) -> catalog.put(key, new LabelRecord(page)));
    catalog.put(LabelKeys.manifest(draft.manifest()), new LabelRecord(draft.manifest()));
    return ((Lookup.Current) catalog.lookup(draft.labelSet())).labelSet();
  }

  private void putPrompts(List<VectorRecipe> recipes, LabelCatalog catalog, IntConsumer progress) {
    List<String> texts = recipes.stream().flatMap(recipe -> recipe.inputs().stream()).toList();
    List<float[]> embeds = new ArrayList<>(texts.size());
    for (int from = 0; from < texts.size(); from += TEXT_BATCH) {
      List<String> batch = texts.subList(from, Math.min(texts.size(), from + TEXT_BATCH));
      embeds.addAll(List.of(model.encodeTexts(batch)));
    }
    int from = 0;
    for (VectorRecipe recipe : recipes) {
      put(recipe, embeds.subList(from, from += recipe.inputs().size()), catalog);
    }
    progress.accept(recipes.size());
  }

  private static void put(VectorRecipe recipe, List<float[]> embeds, LabelCatalog catalog) {
    catalog.put(recipe.key(), new LabelRecord(recipe.make(embeds)));
  }
}
