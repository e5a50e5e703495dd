package io.clipstreams.topology.work;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.topology.batch.Judged;
import io.clipstreams.topology.deadletter.Stage;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.scoring.LabelsException;
import io.clipstreams.topology.scoring.Verdict;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.errors.RetriableException;

/** What the ends of the pipeline's steps mean for an image. */
final class Outcomes {

  private Outcomes() {}

  static Outcome of(DecodedImage image, Judged judged) {
    Verdict verdict = judged.verdict();
    if (verdict instanceof Verdict.Scored scored) {
      if (!AnswerSize.fits(scored.results())) {
        return new Outcome.Failed(
            Stage.LABELS,
            "answer-too-large",
            new LabelsException(
                "The answer of %d label sets has more than %,d bytes; name fewer sets, or lower topK"
                    .formatted(scored.results().size(), AnswerSize.MAX_BYTES)));
      }
      return new Outcome.Classified(
          new ScoredImage(
              scored.results(),
              scored.routes(),
              judged.embedding(),
              image.versionId(),
              image.etag(),
              image.prepared().width(),
              image.prepared().height(),
              judged.batchSize(),
              image.fetchedAt(),
              image.decodedAt(),
              judged.scoredAt()));
    } else if (verdict instanceof Verdict.Deleted deleted) {
      return new Outcome.Failed(Stage.LABELS, "deleted", LabelsException.deleted(deleted.choice()));
    } else if (verdict instanceof Verdict.Unknown unknown) {
      return new Outcome.LabelsMissing(unknown.choice().explanation());
    }
    Verdict.Broken broken = (Verdict.Broken) verdict;
    return new Outcome.Failed(
        Stage.LABELS,
        "unscorable",
        new LabelsException(
            "Label set %s cannot judge: %s".formatted(broken.labelSet(), broken.error()),
            broken.error()));
  }

  static Outcome ofFailure(Throwable thrown) {
    Throwable error =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (error instanceof FetchException fetch) {
      return fetch.isTransient()
          ? new Outcome.Retry(Stage.FETCH, fetch.reason(), fetch)
          : new Outcome.Failed(Stage.FETCH, fetch.reason(), fetch);
    } else if (error instanceof DecodeException decode) {
      return ofDecode(decode.getCause());
    } else if (error instanceof CancellationException
        || error instanceof RejectedExecutionException) {
      return new Outcome.Retry(Stage.FETCH, "cancelled", error);
    } else if (error instanceof RetriableException) {
      return new Outcome.Retry(Stage.LABELS, "topics-unknown", error);
    }
    return new Outcome.Failed(Stage.INFER, "model", error);
  }

  private static Outcome ofDecode(Throwable error) {
    if (error instanceof ImageRefusedException refused) {
      String reason = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new Outcome.Failed(Stage.DECODE, reason, refused);
    } else if (error instanceof OutOfMemoryError) {
      // The picture is within the limits; others took the memory.
      return new Outcome.Retry(Stage.DECODE, "out-of-memory", error);
    }
    return new Outcome.Failed(Stage.DECODE, "decoder-failed", error);
  }
}
