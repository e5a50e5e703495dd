package io.clipstreams.topology.batch;

/** What a tower made of one input. */
sealed interface Embedding {

  /** A unit vector. */
  record Vector(float[] values) implements Embedding {}

  /** This input, alone, breaks the tower. */
  record Broken(Throwable error) implements Embedding {}
}
