package io.clipstreams.cli.console;

import io.clipstreams.cli.console.Pictures.Embedded;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.DotProduct;
import java.util.Comparator;
import java.util.List;

/** Finds the recent images that are nearest to a text. Any thread of the server may call. */
final class ImageSearch {

  private static final int MOST = 12;
  private static final int MOST_TEXT = 500;

  private final ClipModel model;
  private final RecentImages recent;
  private final Pictures pictures;

  ImageSearch(ClipModel model, RecentImages recent, Pictures pictures) {
    this.model = model;
    this.recent = recent;
    this.pictures = pictures;
  }

  /**
   * What was found.
   *
   * @param searched how many images were compared
   * @param hits best first
   */
  record Found(int searched, List<Hit> hits) {}

  /** An image and its cosine with the text. */
  record Hit(String handle, String image, float similarity) {}

  /**
   * Searches.
   *
   * @throws IllegalArgumentException when the text is empty or too long
   */
  Found search(String text) throws InterruptedException {
    if (text.isBlank() || text.length() > MOST_TEXT) {
      throw new IllegalArgumentException("a text of 1 to %d characters".formatted(MOST_TEXT));
    }
    float[] wanted = model.encodeTexts(List.of(text))[0];
    List<Embedded> images = pictures.embedded(recent.all());
    List<Hit> hits =
        images.stream()
            .map(
                image ->
                    new Hit(
                        image.image().handle(),
                        image.image().id(),
                        DotProduct.of(wanted, image.embed())))
            .sorted(Comparator.comparing(Hit::similarity).reversed())
            .limit(MOST)
            .toList();
    return new Found(images.size(), hits);
  }
}
