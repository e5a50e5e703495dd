package io.clipstreams.cli.train;

import io.clipstreams.cli.embeddings.ImageBytes;
import io.clipstreams.cli.embeddings.LocalFiles;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.fetch.S3ImageFetcher;
import io.clipstreams.topology.fetch.SchemeFetcher;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Reads images from files, and from the configured object store. Any thread may read; of objects
 * one is in memory at a time.
 */
public final class ImageSource implements ImageBytes, AutoCloseable {

  private final Supplier<ClipStreamsConfig> config;
  private ImageFetcher fetcher;

  /** The configuration is asked when the first object is read. */
  public ImageSource(Supplier<ClipStreamsConfig> config) {
    this.config = config;
  }

  /** The whole content of a file, or of an object where the location is a URI. */
  @Override
  public byte[] read(String location) throws IOException {
    return location.contains("://") ? fetch(location) : LocalFiles.read(location);
  }

  private synchronized byte[] fetch(String location) throws IOException {
    if (fetcher == null) {
      ClipStreamsConfig settings = config.get();
      int most = settings.images().maxBytes();
      fetcher =
          new SchemeFetcher(
              Map.of("s3", new S3ImageFetcher(settings.s3(), new ByteBudget(most), most)));
    }
    ImageReference reference = ImageReference.newBuilder().setUri(location).build();
    try (FetchedImage image = fetcher.fetch(reference).join()) {
      return image.bytes();
    } catch (CompletionException e) {
      if (e.getCause() instanceof FetchException why) {
        throw new IOException("%s: %s".formatted(why.reason(), why.getMessage()), why);
      }
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    if (fetcher != null) {
      fetcher.close();
    }
  }
}
