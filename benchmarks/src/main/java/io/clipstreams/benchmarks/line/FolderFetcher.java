package io.clipstreams.benchmarks.line;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.fetch.ByteBudget;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.fetch.FetchedImage;
import io.clipstreams.topology.fetch.ImageFetcher;
import io.clipstreams.topology.fetch.ImageUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Reads objects from a folder instead of S3, by the key of their URI, with the same budget. */
final class FolderFetcher implements ImageFetcher {

  private static final int THREADS = 2;

  private final Path folder;
  private final ByteBudget budget;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(THREADS, task -> new Thread(task, "folder-fetch"));

  FolderFetcher(Path folder, ByteBudget budget) {
    this.folder = folder;
    this.budget = budget;
  }

  @Override
  public CompletableFuture<FetchedImage> fetch(ImageReference reference) {
    Path file = folder.resolve(ImageUri.parse(reference.getUri()).orElseThrow().key());
    return budget
        .reserve(file.toFile().length())
        .thenApplyAsync(reserved -> read(file, reserved), threads);
  }

  private static FetchedImage read(Path file, ByteBudget.Reservation reserved) {
    try {
      return new FetchedImage(
          Files.readAllBytes(file), Optional.empty(), Optional.empty(), reserved);
    } catch (IOException e) {
      reserved.close();
      throw FetchException.permanent("not-found", file + " cannot be read: " + e, e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
