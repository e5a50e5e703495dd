package io.clipstreams.cli.train;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Embedded images with their labels.
 *
 * @param embeds n × dimension unit vectors
 * @param labels n positions in the list of labels
 */
record Examples(float[][] embeds, int[] labels) {
  Examples {
    if (embeds.length != labels.length) {
      throw new IllegalArgumentException(
          "%d labels for %d embeddings".formatted(labels.length, embeds.length));
    }
  }

  int size() {
    return labels.length;
  }

  int dimension() {
    return embeds[0].length;
  }

  /** Those at these positions. */
  Examples at(List<Integer> positions) {
    return new Examples(
        positions.stream().map(i -> embeds[i]).toArray(float[][]::new),
        positions.stream().mapToInt(i -> labels[i]).toArray());
  }

  /** These and others. */
  Examples and(Examples others) {
    return new Examples(
        IntStream.range(0, size() + others.size())
            .mapToObj(i -> i < size() ? embeds[i] : others.embeds[i - size()])
            .toArray(float[][]::new),
        IntStream.concat(IntStream.of(labels), IntStream.of(others.labels)).toArray());
  }
}
