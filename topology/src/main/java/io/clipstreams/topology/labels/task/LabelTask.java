package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.LabelVector;
import io.clipstreams.topology.labels.LabelSettings;
import io.clipstreams.topology.labels.LabelTopics;
import io.clipstreams.topology.labels.LabelTowers;
import io.clipstreams.topology.labels.UnencodableException;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.metrics.PipelineMetrics;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From definitions to versions. A definition is decided, its pages and new vectors are written over
 * as many turns as they need, and its manifest last. Then the other models follow, and what is no
 * longer needed goes, in a turn after the one that wrote the manifest, which has a commit between.
 *
 * <p>All that has to survive is in the store; a new object takes up the work from there. For the
 * stream thread alone.
 */
final class LabelTask implements Inbox.Decisions {

  private static final Logger log = LoggerFactory.getLogger(LabelTask.class);

  private static final int TURN_BYTES = 1_000_000;
  private static final long FOLLOW_AGAIN_MILLIS = Duration.ofMinutes(1).toMillis();

  private final LabelStore store;
  private final LabelOutput output;
  private final References references = new References();
  private final Versions versions = new Versions();
  private final List<TextModel> models;
  private final List<EncodingQueue> encodings;
  private final Updates updates = new Updates();
  private final Precedence precedence;
  private final Drafting drafting;
  private final Inbox inbox;
  private final Cleaner cleaner;
  private final PipelineMetrics metrics;
  private long followAgainAt = Long.MAX_VALUE;

  /**
   * @param towers of this process's model first; others follow it with every version
   */
  LabelTask(
      LabelSettings settings,
      LabelStore store,
      LabelOutput output,
      List<LabelTowers> towers,
      DefinitionDecoder decoder,
      LabelTopics labelTopics,
      Executor executor,
      PipelineMetrics metrics) {
    this.metrics = metrics;
    this.store = store;
    this.output = output;
    this.models = towers.stream().map(LabelTowers::model).toList();
    this.encodings = towers.stream().flatMap(each -> EncodingQueue.of(each).stream()).toList();
    this.drafting =
        new Drafting(settings, towers.get(0).texts(), references::isKnown, labelTopics, executor);
    List<String> fingerprints = models.stream().map(TextModel::fingerprint).toList();
    this.cleaner = new Cleaner(settings, fingerprints, store, output, references, versions);
    for (LabelManifest manifest : store.manifests()) {
      versions.add(manifest);
      references.retain(manifest, store::page);
    }
    store.contentKeys().forEach(references::add);
    versions.labelSets().forEach(this::followWithOtherModels);
    versions.labelSets().forEach(cleaner::expire);
    this.precedence = new Precedence(settings, versions, updates);
    this.inbox = new Inbox(store, output, decoder, this);
  }

  /** Takes a definition as it comes. */
  void receive(StoredDefinition definition, long now) {
    inbox.add(definition);
    inbox.advance(now);
  }

  /** Does a bounded amount of what there is to do. */
  void turn(long now) {
    output.grant(TURN_BYTES);
    inbox.advance(now);
    cleaner.deleteOldVersions();
    cleaner.deleteUnusedModels(now);
    if (inbox.isEmpty()) {
      // Else what an undecided definition will need may look like garbage, after a restart.
      cleaner.deleteGarbage();
    }
    cleaner.dropAbandonedUploads(now);
    for (EncodingQueue queue : encodings) {
      queue.collect(now);
      writeVectors(queue);
      giveUpOn(queue.failed(), now);
    }
    if (now >= followAgainAt) {
      followAgainAt = Long.MAX_VALUE;
      versions.labelSets().forEach(this::followWithOtherModels);
    }
    for (LabelUpdate update : updates.list()) {
      writePages(update);
      if (update.isReady() && !output.isSpent()) {
        publish(update);
      }
    }
    encodings.forEach(queue -> updates.submitTo(queue, now));
  }

  void close() {
    encodings.forEach(EncodingQueue::cancel);
  }

  @Override
  public CompletableFuture<Draft> draft(
      StoredDefinition source, CompletableFuture<LabelSet> whole) {
    List<LabelPage> before =
        versions
            .latest(source.name())
            .map(manifest -> manifest.getPages().stream().map(store::page).toList())
            .orElse(List.of());
    return drafting.draft(source, whole, before);
  }

  @Override
  public void accept(StoredDefinition source, LabelSet head, Draft draft) {
    if (isNews(source)) {
      precedence.requireExpected(source, head);
      begin(draft, new Accepted(source, head));
    }
  }

  @Override
  public void delete(StoredDefinition tombstone) {
    if (isNews(tombstone)) {
      begin(Draft.deletion(tombstone, drafting.model()), new Accepted(tombstone, null));
    }
  }

  @Override
  public void refuse(StoredDefinition source, RefusedDefinitionException why) {
    output.deadLetter(source, why);
    store.deleteDefinition(source);
  }

  /** What was decided before is forgotten, unless it is on its way. */
  private boolean isNews(StoredDefinition source) {
    boolean isNews = precedence.isNews(source);
    if (!isNews && !precedence.isUnderWay(source)) {
      store.deleteDefinition(source);
    }
    return isNews;
  }

  private void begin(Draft draft, Accepted origin) {
    updates.of(draft.labelSet()).forEach(update -> supersede(update, draft.version()));
    add(draft, origin);
  }

  private void supersede(LabelUpdate update, long by) {
    String why = "version %d came before this one was complete".formatted(by);
    giveUp(update, new RefusedDefinitionException("superseded", why));
  }

  private void giveUp(LabelUpdate update, RefusedDefinitionException why) {
    updates.remove(update);
    references.release(update.draft().manifest());
    update
        .origin()
        .ifPresent(
            origin -> {
              origin.uploadKeys().ifPresent(cleaner::dropUpload);
              refuse(origin.source(), why);
            });
  }

  /** Refuses the definitions that need a vector which can never be made. */
  private void giveUpOn(Map<String, UnencodableException> vectors, long now) {
    for (Map.Entry<String, UnencodableException> vector : Map.copyOf(vectors).entrySet()) {
      for (LabelUpdate update : updates.list()) {
        if (update.lacks(vector.getKey())) {
          giveUpOn(update, vector.getKey(), vector.getValue(), now);
        }
      }
    }
    vectors.clear();
  }

  private void giveUpOn(LabelUpdate update, String vector, UnencodableException why, long now) {
    String label = update.draft().labelOf(vector).orElse("none of these");
    String message = "\"%s\": %s".formatted(label, why.getMessage());
    if (update.origin().isEmpty()) {
      // The version is accepted, and other models judge by it: the operator has to act.
      log.error(
          "Label set {}: version {} cannot be made for model {}, which goes on with an earlier one"
              + " if it has any; trying again in {} ms. Publish a definition without it: {}",
          update.draft().labelSet(),
          update.draft().version(),
          update.model(),
          FOLLOW_AGAIN_MILLIS,
          message);
      followAgainAt = Math.min(followAgainAt, now + FOLLOW_AGAIN_MILLIS);
    }
    giveUp(update, new RefusedDefinitionException(why.reason(), message, why));
  }

  private void add(Draft draft, Accepted origin) {
    // Counted first: what it shares with a version that goes meanwhile must stay.
    references.retain(draft.manifest(), draft.pages()::get);
    LabelUpdate update = new LabelUpdate(draft, origin, references);
    updates.add(update);
    metrics.labelVectors(draft.recipes().size() - update.vectorsToMake(), update.vectorsToMake());
  }

  private void writeVectors(EncodingQueue queue) {
    Iterator<Map.Entry<String, LabelVector>> done = queue.done().entrySet().iterator();
    while (done.hasNext() && !output.isSpent()) {
      Map.Entry<String, LabelVector> vector = done.next();
      done.remove();
      if (references.isNeeded(vector.getKey())) {
        output.vector(vector.getKey(), vector.getValue());
        store.putVector(vector.getKey());
        arrived(vector.getKey());
      }
    }
  }

  private void writePages(LabelUpdate update) {
    for (Map.Entry<String, LabelPage> page : Map.copyOf(update.missingPages()).entrySet()) {
      if (output.isSpent()) {
        return;
      }
      output.page(page.getKey(), page.getValue());
      store.putPage(page.getKey(), page.getValue());
      arrived(page.getKey());
    }
  }

  private void arrived(String key) {
    references.add(key);
    updates.arrived(key);
  }

  private void publish(LabelUpdate update) {
    LabelManifest manifest = update.draft().manifest();
    output.manifest(manifest);
    store.putManifest(manifest);
    versions.add(manifest);
    updates.remove(update);
    update
        .origin()
        .ifPresent(
            origin -> {
              origin.uploadKeys().ifPresent(cleaner::dropUpload);
              store.deleteDefinition(origin.source());
            });
    log.info(
        "Label set {}: version {} is {} with {} labels, for model {}",
        manifest.getLabelSet(),
        manifest.getVersion(),
        manifest.getStatus(),
        manifest.getLabelCount(),
        manifest.getModel());
    followWithOtherModels(manifest.getLabelSet());
    cleaner.expire(manifest.getLabelSet());
  }

  /** Makes the latest version of a set for each model that lacks it, from its pages. */
  private void followWithOtherModels(String labelSet) {
    LabelManifest latest = versions.latest(labelSet).orElseThrow();
    for (TextModel model : models) {
      if (!versions.has(labelSet, model.fingerprint(), latest.getVersion())
          && !updates.contain(latest, model)) {
        Map<String, LabelPage> pages = new LinkedHashMap<>();
        latest.getPages().forEach(key -> pages.put(key, store.page(key)));
        add(Draft.forModel(latest, pages, model), null);
      }
    }
  }
}
