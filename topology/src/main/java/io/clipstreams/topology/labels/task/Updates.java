package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.topology.labels.content.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions on their way. For the stream thread alone. */
final class Updates {

  private final List<LabelUpdate> all = new ArrayList<>();

  void add(LabelUpdate update) {
    all.add(update);
  }

  void remove(LabelUpdate update) {
    all.remove(update);
  }

  /** Those of this moment: the list stays as it is when some come or go. */
  List<LabelUpdate> list() {
    return List.copyOf(all);
  }

  /** All that are made of this set, for whichever model. */
  List<LabelUpdate> of(String labelSet) {
    return all.stream().filter(update -> update.draft().labelSet().equals(labelSet)).toList();
  }

  /** The definition of this set that is accepted and not published yet. */
  Optional<LabelUpdate> pending(String labelSet) {
    return of(labelSet).stream().filter(update -> update.origin().isPresent()).findFirst();
  }

  /** Whether this version, or a later one, is on its way for a model. */
  boolean contain(LabelManifest version, TextModel model) {
    return of(version.getLabelSet()).stream()
        .anyMatch(
            update ->
                update.model().equals(model.fingerprint())
                    && update.draft().version() >= version.getVersion());
  }

  /** This page or vector stands in the topic now. */
  void arrived(String key) {
    all.forEach(update -> update.arrived(key));
  }

  /**
   * Hands chunks to an encoder while it has room. The updates take turns, so that a large set does
   * not hold up a small one.
   */
  void submitTo(EncodingQueue queue, long now) {
    int asked = 0;
    while (queue.hasRoom(now) && asked < all.size()) {
      LabelUpdate update = all.remove(0);
      all.add(update);
      boolean ofThisModel = update.model().equals(queue.model().fingerprint());
      boolean given =
          ofThisModel
              && queue.submit(update.draft().version(), update.missingVectors(queue.source()));
      asked = given ? 0 : asked + 1;
    }
  }
}
