package io.clipstreams.cli.explore;

import io.clipstreams.model.DotProduct;
import java.util.List;

/**
 * What a similarity means, in words. A cosine alone says little: those of a picture and a text that
 * fit are far lower than those of two pictures, and each model has a scale of its own. So a text is
 * held against {@link Vocabulary#everydayWords()}; for two pictures there is nothing but a rule of
 * thumb.
 */
final class Meaning {

  private static final List<String> AS_IT_IS = List.of("{}");

  private final Encoder encoder;

  Meaning(Encoder encoder) {
    this.encoder = encoder;
  }

  /** Of two, with their vectors. */
  String of(List<Item> items, List<float[]> vectors) {
    Item first = items.get(0);
    Item second = items.get(1);
    float similarity = DotProduct.of(vectors.get(0), vectors.get(1));
    if (first.hasPicture() && second.hasPicture()) {
      return ofPictures(similarity);
    }
    Vocabulary words = Vocabulary.of(Vocabulary.everydayWords(), AS_IT_IS, encoder);
    int all = words.words().size();
    if (first.hasPicture() || second.hasPicture()) {
      float[] picture = vectors.get(first.hasPicture() ? 0 : 1);
      return "the text fits the picture better than %d of %d everyday words do"
          .formatted(words.fartherThan(similarity, picture), all);
    }
    return "the second text is nearer to the first than %d of %d everyday words are"
        .formatted(words.fartherThan(similarity, vectors.get(0)), all);
  }

  private static String ofPictures(float similarity) {
    if (similarity > 0.98) {
      return "the same picture, or nearly so";
    }
    if (similarity > 0.85) {
      return "much alike";
    }
    return similarity > 0.7 ? "alike in some ways" : "not alike";
  }
}
