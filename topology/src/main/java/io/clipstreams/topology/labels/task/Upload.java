package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.content.LabelKeys;
import io.clipstreams.topology.labels.content.UploadHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A definition that came in parts, when its head is there. */
final class Upload {

  static final int MAX_PARTS = 10_000;

  private final LabelSet head;
  private final List<StoredDefinition> parts;

  private Upload(LabelSet head, List<StoredDefinition> parts) {
    this.head = head;
    this.parts = parts;
  }

  /**
   * Gathers the parts that a head names, on the stream thread.
   *
   * @throws RefusedDefinitionException when one is missing or they are not those that were sent
   */
  static Upload gather(String labelSet, LabelSet head, LabelStore store) {
    io.clipstreams.schemas.Upload upload = head.getUpload();
    Integer count = upload.getParts();
    if (count == null || count < 1 || count > MAX_PARTS || upload.getSha256() == null) {
      throw new RefusedDefinitionException(
          "bad-upload",
          "the head of upload %s must give a hash and from 1 to %d parts"
              .formatted(upload.getId(), MAX_PARTS));
    }
    List<StoredDefinition> parts = new ArrayList<>();
    UploadHash hash = new UploadHash();
    for (int number = 0; number < count; number++) {
      StoredDefinition part = store.part(LabelKeys.part(labelSet, upload.getId(), number));
      if (part == null) {
        throw new RefusedDefinitionException(
            "incomplete-upload",
            "part %d of %d of upload %s is missing".formatted(number, count, upload.getId()));
      }
      hash.add(part.value());
      parts.add(part);
    }
    if (!Arrays.equals(hash.digest(), upload.getSha256().array())) {
      throw new RefusedDefinitionException(
          "corrupt-upload",
          "the parts of upload %s are not those that its head has the hash of"
              .formatted(upload.getId()));
    }
    return new Upload(head, List.copyOf(parts));
  }

  /** Keys of all parts of the upload that a head or part belongs to begin like this. */
  static String keyPrefix(String labelSet, LabelSet head) {
    String first = LabelKeys.part(labelSet, head.getUpload().getId(), 0);
    return first.substring(0, first.length() - 1);
  }

  /** The definition in one: the head's settings with the labels of all parts. */
  CompletableFuture<LabelSet> assemble(DefinitionDecoder decoder) {
    List<Label> labels = new ArrayList<>();
    CompletableFuture<Void> soFar = CompletableFuture.completedFuture(null);
    for (StoredDefinition part : parts) {
      soFar =
          soFar
              .thenCompose(nothing -> decoder.decode(part.value()))
              .thenAccept(slice -> labels.addAll(slice.getLabels()));
    }
    return soFar.thenApply(
        nothing -> LabelSet.newBuilder(head).setLabels(labels).setUpload(null).build());
  }
}
