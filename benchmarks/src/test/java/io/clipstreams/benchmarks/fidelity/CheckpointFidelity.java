package io.clipstreams.benchmarks.fidelity;

import io.clipstreams.benchmarks.model.DjlZeroShot;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.Difference;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.ParityFixture;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.PrecisionChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * How far one parity checkpoint is from its expected numbers.
 *
 * @param images largest difference of an image embedding's element, from the expected crops
 * @param texts largest difference of a text embedding's element
 * @param logits largest difference of a logit
 * @param bfloat16 lowest cosine of an image embedding in bfloat16
 * @param losslessBytes differing bytes of all crops of lossless images
 * @param jpeg how the crops of JPEGs differ, the worst of each figure
 * @param jpegCosine lowest cosine of a JPEG's embedding, from our own decode
 * @param probs largest difference of a probability, from the files' bytes on
 * @param bilinear the same of DJL's translator with its default resize, on three PNGs
 * @param bicubic the same with the filter of most checkpoints
 */
record CheckpointFidelity(
    String name,
    double images,
    double texts,
    double logits,
    double bfloat16,
    int losslessBytes,
    Difference jpeg,
    double jpegCosine,
    double probs,
    double bilinear,
    double bicubic) {

  static CheckpointFidelity of(ParityFixture expected, ModelOptions options) throws Exception {
    try (ClipModel float32 =
            ClipModels.load(expected.folder(), options.withPrecision(PrecisionChoice.FLOAT32));
        ClipModel bfloat16 =
            ClipModels.load(expected.folder(), options.withPrecision(PrecisionChoice.BFLOAT16))) {
      List<Pixels> crops = expected.images().stream().map(expected::crop).toList();
      List<Pixels> own = new ArrayList<>();
      int lossless = 0;
      Difference jpeg = new Difference(0, 0, 0);
      for (int i = 0; i < crops.size(); i++) {
        String image = expected.images().get(i);
        own.add(float32.preprocessor().prepare(ParityFixture.image(image)).pixels());
        Difference difference = Difference.between(crops.get(i), own.get(i));
        if (isJpeg(image)) {
          jpeg = jpeg.worst(difference);
        } else {
          lossless += difference.differing();
        }
      }
      float[][] images = float32.encodeImages(crops);
      float[][] fromFiles = float32.encodeImages(own);
      float[][] texts = float32.encodeTexts(expected.texts());
      float scale = float32.logitScale();
      return new CheckpointFidelity(
          expected.name(),
          Distance.largest(images, expected.imageEmbeds()),
          Distance.largest(texts, expected.textEmbeds()),
          Distance.largest(Distance.logits(images, texts, scale), expected.logitsPerImage()),
          Distance.lowestCosine(bfloat16.encodeImages(crops), expected.imageEmbeds()),
          lossless,
          jpeg,
          lowestJpegCosine(expected, fromFiles),
          Distance.largest(
              Distance.softmax(Distance.logits(fromFiles, texts, scale)), expected.probs()),
          translator(expected, "BILINEAR"),
          translator(expected, "BICUBIC"));
    }
  }

  private static double lowestJpegCosine(ParityFixture expected, float[][] fromFiles) {
    double lowest = 1;
    for (int i = 0; i < fromFiles.length; i++) {
      if (isJpeg(expected.images().get(i))) {
        float[][] actual = {fromFiles[i]};
        float[][] reference = {expected.imageEmbeds()[i]};
        lowest = Math.min(lowest, Distance.lowestCosine(actual, reference));
      }
    }
    return lowest;
  }

  private static double translator(ParityFixture expected, String interpolation) throws Exception {
    double largest = 0;
    try (DjlZeroShot peer = new DjlZeroShot(expected.folder(), interpolation)) {
      for (String image : List.of("landscape.png", "portrait.png", "square-small.png")) {
        double[] probs = peer.classify(ParityFixture.image(image), expected.texts());
        float[] reference = expected.probs()[expected.images().indexOf(image)];
        for (int t = 0; t < probs.length; t++) {
          largest = Math.max(largest, Math.abs(probs[t] - reference[t]));
        }
      }
    }
    return largest;
  }

  private static boolean isJpeg(String image) {
    return image.endsWith(".jpg");
  }
}
