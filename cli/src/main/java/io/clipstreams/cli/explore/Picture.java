package io.clipstreams.cli.explore;

import java.util.Objects;

/**
 * A picture that can be found.
 *
 * @param image the path of its file, or its id where it is one of the stream
 * @param uri where the stream read it; null for files
 */
record Picture(String image, String uri) {

  Picture {
    Objects.requireNonNull(image, "image");
  }
}
