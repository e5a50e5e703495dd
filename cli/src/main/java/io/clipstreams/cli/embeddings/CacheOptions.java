package io.clipstreams.cli.embeddings;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ModelOptions;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** Whether embeddings are kept for the next time. */
public final class CacheOptions {

  /** About a million embeddings of 512 values. */
  private static final long MAX_BYTES = 2L << 30;

  @Option(
      names = "--no-cache",
      description =
          "Embeds every image anew and keeps nothing. Otherwise embeddings are kept in the user's"
              + " cache folder, by content, model and precision, up to 2 GiB.")
  private boolean none;

  /**
   * The cache for what this model makes; the caller closes it.
   *
   * @param err told when there can be none
   */
  public EmbeddingCache open(ClipModel model, PrintWriter err) {
    if (none) {
      return EmbeddingCache.none();
    }
    CacheFolder folder =
        new CacheFolder(ModelOptions.defaults().cacheDir().resolve("embeddings"), MAX_BYTES);
    try {
      return folder.open(model);
    } catch (IOException e) {
      err.println("embeddings are not cached in %s: %s".formatted(folder.folder(), e));
      err.flush();
      return EmbeddingCache.none();
    }
  }
}
