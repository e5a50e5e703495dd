package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.embeddings.Embeddings;
import io.clipstreams.cli.embeddings.ImageEmbedder;
import io.clipstreams.model.ClipModel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Embeds what a user has written: single texts and pictures. One thread. */
final class Encoder {

  private static final int TEXT_BATCH = 64;

  private final ClipModel model;
  private final PrintWriter err;

  /**
   * @param err told of texts that are cut
   */
  Encoder(ClipModel model, PrintWriter err) {
    this.model = model;
    this.err = err;
  }

  /** The unit embedding of what it is. */
  float[] encode(Item item) throws InterruptedException {
    return item.hasPicture() ? image(item.image()) : texts(List.of(item.text())).get(0);
  }

  /** The unit embeddings of texts. */
  List<float[]> texts(List<String> texts) {
    texts.stream()
        .filter(model::truncates)
        .forEach(
            text -> err.println("longer than the model's context, so its end is cut: " + text));
    err.flush();
    List<float[]> vectors = new ArrayList<>(texts.size());
    for (int from = 0; from < texts.size(); from += TEXT_BATCH) {
      List<String> slice = texts.subList(from, Math.min(texts.size(), from + TEXT_BATCH));
      vectors.addAll(List.of(model.encodeTexts(slice)));
    }
    return vectors;
  }

  /** The file's name and the reason are on stderr already when it cannot be embedded. */
  private float[] image(String file) throws InterruptedException {
    Embeddings embedded = new ImageEmbedder(model, err).embed(List.of(file));
    if (embedded.images().isEmpty()) {
      throw new CliException("without %s there is nothing to compare".formatted(file));
    }
    return embedded.images().get(0).vector();
  }
}
