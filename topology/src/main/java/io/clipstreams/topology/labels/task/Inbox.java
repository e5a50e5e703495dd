package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.content.LabelKeys;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Definitions that are not decided yet. They are decided in the order of their offsets, one after
 * the other: decoded, which may have to wait for the schema registry; put together, if they came in
 * parts; and drafted. For the stream thread alone, which never waits: it looks each turn whether
 * the step under way is done.
 */
final class Inbox {

  /** What the label task does with definitions that got this far. */
  interface Decisions {
    CompletableFuture<Draft> draft(StoredDefinition source, CompletableFuture<LabelSet> whole);

    void accept(StoredDefinition source, LabelSet head, Draft draft);

    void delete(StoredDefinition tombstone);

    void refuse(StoredDefinition source, RefusedDefinitionException why);
  }

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  /** A larger message is sent in parts; a changelog record must hold it with its headers. */
  static final int MAX_MESSAGE_BYTES = 800_000;

  private static final long RETRY_MILLIS = 1_000;

  private final LabelStore store;
  private final LabelOutput output;
  private final DefinitionDecoder decoder;
  private final Decisions decisions;
  private final Deque<StoredDefinition> undecided = new ArrayDeque<>();

  private CompletableFuture<LabelSet> decoding;
  private CompletableFuture<Draft> drafting;
  private long notBefore;

  Inbox(LabelStore store, LabelOutput output, DefinitionDecoder decoder, Decisions decisions) {
    this.store = store;
    this.output = output;
    this.decoder = decoder;
    this.decisions = decisions;
    undecided.addAll(store.definitions());
  }

  /** Keeps a definition until it is decided. */
  void add(StoredDefinition definition) {
    if (definition.value() == null && LabelKeys.isPart(definition.name())) {
      store.deletePart(definition.name());
      return;
    }
    if (definition.value() != null && definition.value().length > MAX_MESSAGE_BYTES) {
      output.deadLetter(
          definition,
          new RefusedDefinitionException(
              "message-too-large",
              "a definition of more than %d bytes must be sent in parts"
                  .formatted(MAX_MESSAGE_BYTES)));
      return;
    }
    store.putDefinition(definition);
    undecided.add(definition);
  }

  boolean isEmpty() {
    return undecided.isEmpty();
  }

  /** Goes on as far as it can without waiting. */
  void advance(long now) {
    boolean more = true;
    while (more && !undecided.isEmpty() && now >= notBefore) {
      more = step(now);
    }
  }

  /** Takes one step; answers whether another may be possible at once. */
  private boolean step(long now) {
    StoredDefinition next = undecided.peek();
    try {
      if (next.value() == null) {
        decided();
        checkName(next.name());
        decisions.delete(next);
        return true;
      }
      if (decoding == null) {
        decoding = decoder.decode(next.value());
      }
      if (!decoding.isDone()) {
        return false;
      }
      LabelSet head = result(decoding);
      if (drafting == null && !startDraft(next, head)) {
        decided();
        return true;
      }
      if (!drafting.isDone()) {
        return false;
      }
      Draft draft = result(drafting);
      decided();
      decisions.accept(next, head, draft);
      return true;
    } catch (RetriableException e) {
      log.warn(
          "The definition of label set {} at offset {} waits: {}",
          next.name(),
          next.offset(),
          e.getMessage());
      decoding = null;
      drafting = null;
      notBefore = now + RETRY_MILLIS;
      return false;
    } catch (RefusedDefinitionException e) {
      if (undecided.peek() == next) {
        decided();
      }
      decisions.refuse(next, e);
      return true;
    }
  }

  /** Answers false for a part, which is only kept. */
  private boolean startDraft(StoredDefinition source, LabelSet head) {
    if (head.getUpload() == null) {
      checkName(source.name());
      drafting = decisions.draft(source, CompletableFuture.completedFuture(head));
      return true;
    }
    if (head.getUpload().getPart() == null) {
      checkName(source.name());
      Upload upload = Upload.gather(source.name(), head, store);
      drafting = decisions.draft(source, upload.assemble(decoder));
      return true;
    }
    keepPart(source, head);
    return false;
  }

  private void keepPart(StoredDefinition part, LabelSet slice) {
    String ending = LabelKeys.part("", slice.getUpload().getId(), slice.getUpload().getPart());
    if (!part.name().endsWith(ending) || part.name().length() == ending.length()) {
      throw new RefusedDefinitionException(
          "bad-upload", "the key of a part must be its set's name, then %s".formatted(ending));
    }
    store.putPart(part);
    store.deleteDefinition(part);
  }

  private static void checkName(String labelSet) {
    Optional<String> problem = LabelKeys.problemWithName(labelSet);
    if (problem.isPresent()) {
      throw new RefusedDefinitionException("bad-name", problem.get());
    }
  }

  private void decided() {
    undecided.remove();
    decoding = null;
    drafting = null;
  }

  private static <T> T result(CompletableFuture<T> step) {
    try {
      return step.join();
    } catch (CancellationException e) {
      throw e;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RetriableException later) {
        throw later;
      }
      if (e.getCause() instanceof RefusedDefinitionException refused) {
        throw refused;
      }
      throw new RefusedDefinitionException(
          "not-a-definition",
          "the message is no label set: " + e.getCause().getMessage(),
          e.getCause());
    }
  }
}
