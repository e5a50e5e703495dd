package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.CheckpointOptions;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.embeddings.CacheOptions;
import io.clipstreams.cli.embeddings.EmbeddedImage;
import io.clipstreams.cli.embeddings.EmbeddingCache;
import io.clipstreams.cli.embeddings.Embeddings;
import io.clipstreams.cli.embeddings.ImageEmbedder;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ClipModel;
import io.clipstreams.topology.ClipStreamsApp;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which pictures are looked at: those below a folder, or those of a running system. */
final class GalleryOptions {

  @Option(
      names = "--topic",
      description =
          "Instead of a folder: the embeddings that the application of --config has written to its"
              + " topic of image embeddings. The model is the configuration's, unless --checkpoint"
              + " names one.")
  private boolean topic;

  @Mixin private CheckpointOptions checkpoint;

  @Mixin private CacheOptions caching;

  @Mixin private ConfigOptions config;

  /** Whether the pictures are those of a running system. */
  boolean ofTopic() {
    return topic;
  }

  ConfigOptions config() {
    return config;
  }

  /**
   * Either a folder or the topic.
   *
   * @param folder null where none was named
   */
  void requireOne(CommandSpec spec, Path folder) {
    if (topic == (folder != null)) {
      throw new ParameterException(
          spec.commandLine(), "Name a folder of pictures, or give --topic with --config");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(), "%s is no folder of pictures".formatted(folder));
    }
  }

  /**
   * The model that embeds; the caller closes it.
   *
   * @throws CliException when it cannot be loaded
   */
  ClipModel loadModel() {
    if (!topic || checkpoint.given()) {
      return checkpoint.load();
    }
    try {
      return ClipStreamsApp.load(config.load());
    } catch (CheckpointException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  /**
   * All pictures with their embeddings.
   *
   * @param folder ignored with --topic
   * @throws CliException when there are none
   */
  Gallery open(ClipModel model, Path folder, PrintWriter err) throws InterruptedException {
    if (!topic) {
      return below(model, folder, err);
    }
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    return new EmbeddingTopic(cluster, err).read(model.fingerprint());
  }

  private Gallery below(ClipModel model, Path folder, PrintWriter err) throws InterruptedException {
    Embeddings embedded;
    try (EmbeddingCache cache = caching.open(model, err)) {
      embedded =
          new ImageEmbedder(model, err)
              .cachedBy(cache)
              .showing("embedding")
              .embedBelow(List.of(folder));
    }
    if (embedded.images().isEmpty()) {
      throw new CliException("there are no pictures that can be read below " + folder);
    }
    return new Gallery(
        embedded.images().stream().map(image -> new Picture(image.location(), null)).toList(),
        embedded.images().stream().map(EmbeddedImage::vector).toList(),
        embedded.failures().size());
  }
}
