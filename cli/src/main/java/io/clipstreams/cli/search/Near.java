package io.clipstreams.cli.search;

import java.util.Comparator;
import java.util.Objects;

/**
 * An image that was found.
 *
 * @param image its id in the stream, or the path of its file
 * @param uri where the stream read it; null for files
 * @param similarity cosine of its embedding and of what was looked for
 */
public record Near(String image, String uri, float similarity) {

  /** Best first; of equals by name, so that the same search gives the same order. */
  static final Comparator<Near> BEST_FIRST =
      Comparator.comparingDouble(Near::similarity).reversed().thenComparing(Near::image);

  public Near {
    Objects.requireNonNull(image, "image");
  }
}
