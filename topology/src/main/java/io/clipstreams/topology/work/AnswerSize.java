package io.clipstreams.topology.work;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ScoredLabel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Whether an answer fits into a message: one that the broker refuses would stop the stream thread,
 * again and again.
 */
final class AnswerSize {

  /** Below a broker's default limit of 1 MiB, with room for the image's own 64 KiB and framing. */
  static final int MAX_BYTES = 900_000;

  /** Numbers, status and lengths. */
  private static final int FIXED_BYTES = 32;

  private AnswerSize() {}

  static boolean fits(List<LabelSetResult> results) {
    long bytes = 0;
    for (LabelSetResult result : results) {
      bytes += FIXED_BYTES + utf8(result.getLabelSet());
      for (ScoredLabel label : result.getLabels()) {
        bytes += FIXED_BYTES + utf8(label.getName()) + utf8(label.getDisplayName());
      }
    }
    return bytes <= MAX_BYTES;
  }

  private static int utf8(String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
