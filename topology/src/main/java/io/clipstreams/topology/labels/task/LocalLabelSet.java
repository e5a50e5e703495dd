package io.clipstreams.topology.labels.task;

import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.catalog.LabelCatalog;
import io.clipstreams.topology.labels.content.LabelKeys;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * A label set without any topic: the same rules, vectors and scores as in a running application,
 * all on the caller's thread. Topics and claims of the definition do not count here.
 */
public final class LocalLabelSet {

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
    new LocalVectors(model, examples, catalog::put, progress).make(draft.recipes().values());
    draft.pages().forEach((key, page) -> catalog.put(key, new LabelRecord(page)));
    catalog.put(LabelKeys.manifest(draft.manifest()), new LabelRecord(draft.manifest()));
    return catalog.current(draft.labelSet()).orElseThrow();
  }
}
