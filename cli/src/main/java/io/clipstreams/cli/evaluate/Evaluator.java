package io.clipstreams.cli.evaluate;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.ProgressBars;
import io.clipstreams.cli.embeddings.EmbeddedImage;
import io.clipstreams.cli.embeddings.EmbeddingCache;
import io.clipstreams.cli.embeddings.Embeddings;
import io.clipstreams.cli.embeddings.ImageBytes;
import io.clipstreams.cli.embeddings.ImageEmbedder;
import io.clipstreams.cli.embeddings.Outcome;
import io.clipstreams.cli.train.LabelledImage;
import io.clipstreams.model.ClipModel;
import io.clipstreams.topology.labels.task.LocalLabelSet;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;

/**
 * Embeds the images once and holds all ontologies against each of them. Only the answers stay in
 * memory. One thread.
 */
final class Evaluator {

  private static final int SCORED_TOGETHER = 256;

  private final ClipModel model;
  private final EmbeddingCache cache;
  private final ImageBytes bytes;
  private final PrintWriter err;

  Evaluator(ClipModel model, EmbeddingCache cache, ImageBytes bytes, PrintWriter err) {
    this.model = model;
    this.cache = cache;
    this.bytes = bytes;
    this.err = err;
  }

  /**
   * Evaluates.
   *
   * @throws CliException when a definition is refused, or no image can be embedded
   */
  Results evaluate(Dataset dataset, List<Ontology> ontologies) throws InterruptedException {
    List<LocalLabelSet> checked = new ArrayList<>();
    for (Ontology ontology : ontologies) {
      checked.add(checked(ontology));
    }
    List<Judge> judges = new ArrayList<>();
    try {
      encode(ontologies, checked, judges);
      Outcome outcome = judge(dataset, judges);
      if (outcome.embedded() == 0) {
        throw new CliException("%s: none of the images can be used".formatted(dataset.from()));
      }
      return new Results(
          dataset,
          judges.stream().map(Judge::evaluation).toList(),
          outcome.failures(),
          outcome.cached(),
          model.fingerprint(),
          model.precision().toString());
    } finally {
      judges.forEach(Judge::close);
    }
  }

  private LocalLabelSet checked(Ontology ontology) {
    try {
      return LocalLabelSet.of(ontology.name(), ontology.definition(), model);
    } catch (IllegalArgumentException e) {
      throw new CliException("%s is refused: %s".formatted(ontology.name(), e.getMessage()), e);
    }
  }

  private void encode(List<Ontology> ontologies, List<LocalLabelSet> checked, List<Judge> judges) {
    int vectors = checked.stream().mapToInt(LocalLabelSet::vectors).sum();
    try (ProgressBar bar = ProgressBars.withRate("encode labels", vectors, err)) {
      for (int i = 0; i < checked.size(); i++) {
        judges.add(
            new Judge(ontologies.get(i), checked.get(i).encode(this::examples, bar::stepBy)));
      }
    }
  }

  /** The embeddings of example images that labels are given by. */
  private List<float[]> examples(List<String> uris) {
    try {
      Embeddings embeddings =
          new ImageEmbedder(model, err).reading(bytes).cachedBy(cache).embed(uris);
      if (!embeddings.failures().isEmpty()) {
        throw new CliException("an example image of a label cannot be used");
      }
      return embeddings.images().stream().map(EmbeddedImage::vector).toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted", e);
    }
  }

  private Outcome judge(Dataset dataset, List<Judge> judges) throws InterruptedException {
    Map<String, String> classes = new HashMap<>();
    dataset.images().forEach(image -> classes.put(image.location(), image.label()));
    List<Judge.Example> waiting = new ArrayList<>();
    Outcome outcome =
        new ImageEmbedder(model, err)
            .reading(bytes)
            .cachedBy(cache)
            .showing("embed images")
            .embed(
                dataset.images().stream().map(LabelledImage::location).toList(),
                (image, embed) -> {
                  waiting.add(new Judge.Example(image, classes.get(image), embed));
                  if (waiting.size() == SCORED_TOGETHER) {
                    judges.forEach(judge -> judge.judge(waiting));
                    waiting.clear();
                  }
                });
    if (!waiting.isEmpty()) {
      judges.forEach(judge -> judge.judge(waiting));
    }
    return outcome;
  }
}
