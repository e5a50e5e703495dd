package io.clipstreams.cli.train;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.embeddings.CacheOptions;
import io.clipstreams.cli.embeddings.EmbeddingCache;
import io.clipstreams.cli.embeddings.ImageEmbedder;
import io.clipstreams.cli.embeddings.Outcome;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ClipModel;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Embeds labelled images with the configured checkpoint and fits a probe to them. */
public final class Training {

  private final ClipStreamsConfig config;
  private final CacheOptions caching;
  private final PrintWriter err;

  /**
   * @param caching of embeddings
   * @param err told of images that cannot be embedded; they are left out
   */
  public Training(ClipStreamsConfig config, CacheOptions caching, PrintWriter err) {
    this.config = config;
    this.caching = caching;
    this.err = err;
  }

  /**
   * Trains a probe.
   *
   * @throws CliException when there are too few images, or the checkpoint cannot be run
   */
  public TrainingReport train(List<LabelledImage> images) throws InterruptedException {
    try (ClipModel model = ClipStreamsApp.load(config);
        EmbeddingCache cache = caching.open(model, err);
        ImageSource source = new ImageSource(() -> config)) {
      Map<String, String> labelOf = new LinkedHashMap<>();
      images.forEach(image -> labelOf.put(image.location(), image.label()));
      List<String> labels = images.stream().map(LabelledImage::label).distinct().sorted().toList();
      Map<String, Integer> positions = new HashMap<>();
      labels.forEach(label -> positions.put(label, positions.size()));
      List<float[]> embeds = new ArrayList<>();
      List<Integer> truth = new ArrayList<>();
      Outcome outcome =
          new ImageEmbedder(model, err)
              .reading(source)
              .cachedBy(cache)
              .showing("embed")
              .embed(
                  List.copyOf(labelOf.keySet()),
                  (location, embed) -> {
                    embeds.add(embed);
                    truth.add(positions.get(labelOf.get(location)));
                  });
      Examples examples =
          new Examples(
              embeds.toArray(float[][]::new), truth.stream().mapToInt(Integer::intValue).toArray());
      requireEnough(labels, examples);
      return report(model.fingerprint(), labels, examples, outcome.failures().size());
    } catch (CheckpointException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  private static void requireEnough(List<String> labels, Examples examples) {
    if (labels.size() < 2) {
      throw new CliException("a probe tells labels apart: at least two are needed");
    }
    int[] counts = new int[labels.size()];
    for (int label : examples.labels()) {
      counts[label]++;
    }
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] < Split.LEAST_OF_A_LABEL) {
        throw new CliException(
            "the label %s has %d images that can be used; at least %d are needed, to fit, to choose and to judge"
                .formatted(labels.get(k), counts[k], Split.LEAST_OF_A_LABEL));
      }
    }
  }

  private static TrainingReport report(
      String model, List<String> labels, Examples examples, int skipped) {
    Split split = Split.of(examples);
    ProbeTrainer.Trained trained = new ProbeTrainer(split, labels.size()).train();
    int[] right = trained.probe().right(split.heldOut());
    int[] counts = new int[labels.size()];
    for (int label : split.heldOut().labels()) {
      counts[label]++;
    }
    List<TrainingReport.OfLabel> heldOut = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      heldOut.add(new TrainingReport.OfLabel(labels.get(k), counts[k], right[k]));
    }
    return new TrainingReport(
        model,
        labels,
        trained.probe(),
        examples.size(),
        skipped,
        trained.c(),
        trained.validationAccuracy(),
        trained.heldOutAccuracy(),
        heldOut);
  }
}
