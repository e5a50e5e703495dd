package io.clipstreams.cli.embeddings;

import java.io.IOException;

/** Reads the bytes of an image. Called by several threads at once. */
@FunctionalInterface
public interface ImageBytes {

  /**
   * The whole content.
   *
   * @param location a file's path, or whatever else the reader knows
   */
  byte[] read(String location) throws IOException;
}
