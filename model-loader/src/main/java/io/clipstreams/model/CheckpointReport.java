package io.clipstreams.model;

import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig;
import io.clipstreams.model.checkpoint.StoredTensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a checkpoint is and how fast it runs here, found by loading it, looking at each of its
 * tensors and encoding a picture and a text.
 *
 * @param folder where it lies
 * @param fingerprint see {@link ClipModel#fingerprint()}
 * @param config its architecture
 * @param parameters how many numbers its tensors have
 * @param storage how they are stored: {@code F32}, {@code F16}, {@code BF16}
 * @param precision the type in which the towers calculate
 * @param device what they run on
 * @param imagesPerSecond of the image tower with batches of {@link #BATCH}, decoding not counted
 * @param textsPerSecond of the text tower with batches of {@link #BATCH} short prompts
 */
public record CheckpointReport(
    Path folder,
    String fingerprint,
    ClipConfig config,
    long parameters,
    String storage,
    Precision precision,
    String device,
    double imagesPerSecond,
    double textsPerSecond) {

  /** Images of one measured call. */
  public static final int BATCH = 16;

  private static final int ROUNDS = 3;
  private static final float UNIT_TOLERANCE = 1e-3f;

  /**
   * Loads and tries the checkpoint.
   *
   * @throws CheckpointException when it cannot be loaded, or its embeddings are no unit vectors
   */
  public static CheckpointReport of(Path folder, ModelOptions options) {
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    var tensors = checkpoint.tensors().values();
    try (ClipModel model = ClipModels.load(folder, options)) {
      int edge = checkpoint.config().vision().imageSize();
      List<Pixels> images = Collections.nCopies(BATCH, new Pixels(edge, edge, gradient(edge)));
      List<String> texts = Collections.nCopies(BATCH, "a photo of a cat");
      requireUnitVectors(folder, "image_embeds", model.encodeImages(images));
      requireUnitVectors(folder, "text_embeds", model.encodeTexts(texts));
      return new CheckpointReport(
          folder,
          model.fingerprint(),
          checkpoint.config(),
          tensors.stream().mapToLong(StoredTensor::elements).sum(),
          tensors.stream()
              .map(tensor -> tensor.type().name())
              .distinct()
              .sorted()
              .collect(Collectors.joining(", ")),
          model.precision(),
          model.device(),
          perSecond(() -> model.encodeImages(images)),
          perSecond(() -> model.encodeTexts(texts)));
    }
  }

  private static byte[] gradient(int edge) {
    byte[] rgb = new byte[3 * edge * edge];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i * 255L / rgb.length);
    }
    return rgb;
  }

  private static void requireUnitVectors(Path folder, String output, float[][] embeddings) {
    for (float[] embedding : embeddings) {
      double length = 0;
      for (float value : embedding) {
        length += (double) value * value;
      }
      if (!(Math.abs(length - 1) < UNIT_TOLERANCE)) {
        throw new CheckpointException(
            "%s loads, but its %s are no unit vectors (squared length %s): its weights are broken"
                .formatted(folder, output, length));
      }
    }
  }

  private static double perSecond(Runnable call) {
    double[] seconds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      call.run();
      seconds[round] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return BATCH / seconds[ROUNDS / 2];
  }
}
