package io.clipstreams.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.model.CheckpointException;
import java.nio.file.Path;

/**
 * How a picture becomes the image tower's input, from {@code preprocessor_config.json}. What is
 * absent there takes the default of Hugging Face's {@code CLIPImageProcessor}.
 *
 * @param resize the size before the crop, or {@link Size#unchanged()}
 * @param resample the filter of the resize
 * @param crop height and width of the centre crop, or null for none
 * @param scale what a pixel's red, green and blue of 0 to 255 are multiplied with
 * @param shift what is added then; together they are {@code rescale} and {@code normalize}
 */
public record PreprocessorConfig(
    Size resize, Resample resample, Extent crop, float[] scale, float[] shift) {

  private static final float[] OPENAI_MEAN = {0.48145466f, 0.4578275f, 0.40821073f};
  private static final float[] OPENAI_STD = {0.26862954f, 0.26130258f, 0.27577711f};

  /** Pillow's filters that CLIP's checkpoints use, by Pillow's number. */
  public enum Resample {
    BILINEAR,
    BICUBIC
  }

  /** Height and width in pixels. */
  public record Extent(int height, int width) {}

  /**
   * The size to bring a picture to: its shortest edge, or both edges, or nothing.
   *
   * @param shortestEdge 0 where {@code fixed} is given
   * @param fixed null where {@code shortestEdge} is given
   */
  public record Size(int shortestEdge, Extent fixed) {

    /** No resize. */
    public static Size unchanged() {
      return new Size(0, null);
    }

    /** What a picture of that size becomes; the longer edge is cut, not rounded, as there. */
    public Extent of(Extent picture) {
      if (fixed != null) {
        return fixed;
      }
      if (shortestEdge == 0) {
        return picture;
      }
      int height = picture.height();
      int width = picture.width();
      return width <= height
          ? new Extent((int) ((double) ((long) shortestEdge * height) / width), shortestEdge)
          : new Extent(shortestEdge, (int) ((double) ((long) shortestEdge * width) / height));
    }
  }

  /** Reads {@code preprocessor_config.json}. */
  public static PreprocessorConfig read(Path file) {
    Json json = Json.read(file);
    float[] scale = new float[3];
    float[] shift = new float[3];
    double factor = json.flag("do_rescale", true) ? json.number("rescale_factor", 1 / 255.0) : 1;
    boolean normalize = json.flag("do_normalize", true);
    float[] mean = normalize ? json.channels("image_mean", OPENAI_MEAN) : new float[3];
    float[] std = normalize ? json.channels("image_std", OPENAI_STD) : new float[] {1, 1, 1};
    for (int c = 0; c < 3; c++) {
      scale[c] = (float) (factor / std[c]);
      shift[c] = -mean[c] / std[c];
    }
    return new PreprocessorConfig(
        json.flag("do_resize", true) ? size(json) : Size.unchanged(),
        resample(json),
        json.flag("do_center_crop", true) ? crop(json) : null,
        scale,
        shift);
  }

  private static Size size(Json json) {
    JsonNode size = json.node().get("size");
    if (size == null || size.isNull()) {
      return new Size(224, null);
    }
    if (size.isInt()) {
      return new Size(json.positive("size", 224), null);
    }
    Json edges = json.object("size").orElseThrow();
    if (edges.has("shortest_edge")) {
      return new Size(edges.positive("shortest_edge", 224), null);
    }
    if (edges.has("height") && edges.has("width")) {
      return new Size(0, extent(edges));
    }
    throw json.wrong("size", "a number, shortest_edge, or height and width", size);
  }

  private static Extent crop(Json json) {
    JsonNode size = json.node().get("crop_size");
    if (size == null || size.isNull() || size.isInt()) {
      int edge = json.positive("crop_size", 224);
      return new Extent(edge, edge);
    }
    Json edges = json.object("crop_size").orElseThrow();
    if (edges.has("height") && edges.has("width")) {
      return extent(edges);
    }
    throw json.wrong("crop_size", "a number, or height and width", size);
  }

  private static Extent extent(Json edges) {
    return new Extent(edges.positive("height", 224), edges.positive("width", 224));
  }

  private static Resample resample(Json json) {
    int number = json.whole("resample", 3);
    return switch (number) {
      case 2 -> Resample.BILINEAR;
      case 3 -> Resample.BICUBIC;
      default -> throw json.wrong("resample", "2 (bilinear) or 3 (bicubic)", number);
    };
  }

  /**
   * Fails unless every picture becomes what the image tower takes.
   *
   * @param imageSize the tower's height and width
   */
  public void requireOutput(int imageSize) {
    Extent output = crop != null ? crop : resize.fixed();
    if (output == null || output.height() != imageSize || output.width() != imageSize) {
      throw new CheckpointException(
          "preprocessor_config.json makes pictures of %s, but config.json has image_size %d"
              .formatted(
                  output == null
                      ? "no fixed size"
                      : "%d × %d".formatted(output.height(), output.width()),
                  imageSize));
    }
  }
}
