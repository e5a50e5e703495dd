package io.clipstreams.topology.batch;

import io.clipstreams.model.Pixels;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.topology.source.ReferenceKey;
import java.util.concurrent.CompletableFuture;

/** Embeds images without judging them. Any thread may call; nothing blocks. */
public interface ImageTower {

  /** What makes the tower's input; completes when the model is loaded. */
  CompletableFuture<Preprocessor> preprocessor();

  /**
   * Embeds an image.
   *
   * @param image names it, should it end the process
   * @return a unit vector; completes exceptionally when this image, alone, breaks the model
   */
  CompletableFuture<float[]> embed(ReferenceKey image, Pixels pixels);
}
