package io.clipstreams.cli.explore;

import io.clipstreams.cli.search.Near;
import io.clipstreams.model.search.Neighbour;
import java.util.List;

/**
 * Pictures with their embeddings.
 *
 * @param pictures what they are called
 * @param vectors the unit embedding of each
 * @param failed how many more there are that could not be embedded; the user was told
 */
record Gallery(List<Picture> pictures, List<float[]> vectors, int failed) {

  Gallery {
    pictures = List.copyOf(pictures);
    vectors = List.copyOf(vectors);
    if (pictures.size() != vectors.size()) {
      throw new IllegalArgumentException(
          "%d vectors for %d pictures".formatted(vectors.size(), pictures.size()));
    }
  }

  int size() {
    return pictures.size();
  }

  Near near(Neighbour one) {
    Picture picture = pictures.get(one.row());
    return new Near(picture.image(), picture.uri(), one.similarity());
  }

  /** The exit code of a command that has answered: pictures that failed are a failure. */
  int exitCode() {
    return failed == 0 ? 0 : 1;
  }
}
