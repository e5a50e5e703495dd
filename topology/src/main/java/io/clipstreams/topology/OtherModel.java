package io.clipstreams.topology;

import io.clipstreams.model.CheckpointIdentity;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.topology.batch.ImageTower;
import io.clipstreams.topology.crash.NativeGuard;
import io.clipstreams.topology.labels.TextEncoder;
import io.clipstreams.topology.source.ReferenceKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that judges no images here: the one that will, or the one that did. It makes the vectors
 * of label sets, so that a rolling change of checkpoint finds them all. Only one process of an
 * application makes vectors, and seldom, so it is loaded when something is to be made.
 *
 * <p>Any thread may call; the model is loaded and run on a thread of its own.
 */
final class OtherModel implements TextEncoder, ImageTower, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OtherModel.class);

  private static final int CLOSE_SECONDS = 10;

  private final Path checkpoint;
  private final CheckpointIdentity identity;
  private final ModelOptions options;
  private final NativeGuard guard;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Threads.daemon("clip-other-model"));

  /** Loaded and used by the thread alone, closed when that has ended. */
  private ClipModel model;

  /**
   * Looks at the checkpoint without loading it.
   *
   * @param options with a definite precision, that of this process's own model
   * @throws io.clipstreams.model.CheckpointException when it cannot be run
   */
  OtherModel(Path checkpoint, ModelOptions options, NativeGuard guard) {
    this.checkpoint = checkpoint;
    this.options = options;
    this.guard = guard;
    this.identity = ClipModels.identify(checkpoint, options);
  }

  private <T> CompletableFuture<T> call(Function<ClipModel, T> method) {
    return CompletableFuture.supplyAsync(() -> method.apply(loaded()), thread);
  }

  private ClipModel loaded() {
    if (model == null) {
      LOG.info("Loading {} to make label vectors for it", checkpoint);
      model = ClipModels.load(checkpoint, options);
    }
    return model;
  }

  @Override
  public CompletableFuture<float[][]> encode(List<String> texts) {
    return call(loaded -> guard.run(List.of(), () -> loaded.encodeTexts(texts)));
  }

  @Override
  public CompletableFuture<Preprocessor> preprocessor() {
    return call(ClipModel::preprocessor);
  }

  @Override
  public CompletableFuture<float[]> embed(ReferenceKey image, Pixels pixels) {
    return call(loaded -> guard.run(List.of(image), () -> loaded.encodeImages(List.of(pixels))[0]));
  }

  /** Waits until the model is loaded. */
  @Override
  public boolean truncates(String text) {
    return call(loaded -> loaded.truncates(text)).join();
  }

  @Override
  public int dimension() {
    return identity.dimension();
  }

  @Override
  public String model() {
    return identity.fingerprint();
  }

  @Override
  public String precision() {
    return options.precision().toString();
  }

  /** What waits is dropped; what is under way ends first. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        if (model != null) {
          model.close();
        }
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.warn("{} is still at work; its memory is not freed", checkpoint);
  }
}
