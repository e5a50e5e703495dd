package io.clipstreams.benchmarks.model;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** From JPEG to probabilities, against DJL's translator: batches and kept labels are the point. */
final class TranslatorBenchmark {

  private static final int IMAGES = 32;
  private static final int PEER_IMAGES = 2;
  private static final String OURS = "clip-streams";
  private static final String PEER = "DJL's translator";

  private TranslatorBenchmark() {}

  /**
   * What was found: ratios of images per second.
   *
   * @param with10Labels ours over the translator's
   * @param with100Labels ours over the translator's
   */
  record Result(List<Figure> figures, double with10Labels, double with100Labels) {}

  static Result run(Path checkpoint, ModelOptions options, int rounds) throws IOException {
    List<byte[]> jpegs = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      jpegs.add(DrawnPhoto.jpeg(500, 375, i));
    }
    List<Figure> figures = new ArrayList<>();
    try (ClipModel model = ClipModels.load(checkpoint, options);
        DjlZeroShot peer = new DjlZeroShot(checkpoint, "BILINEAR")) {
      double with10 = measure(model, peer, jpegs, 10, rounds, figures);
      return new Result(figures, with10, measure(model, peer, jpegs, 100, rounds, figures));
    }
  }

  private static double measure(
      ClipModel model,
      DjlZeroShot peer,
      List<byte[]> jpegs,
      int count,
      int rounds,
      List<Figure> figures) {
    List<String> labels =
        IntStream.range(0, count).mapToObj(i -> "a photo of a thing " + i).toList();
    float[][] texts = model.encodeTexts(labels);
    Map<String, Runnable> contestants = new LinkedHashMap<>();
    contestants.put(OURS, () -> classify(model, jpegs, texts));
    contestants.put(PEER, () -> classify(peer, jpegs.subList(0, PEER_IMAGES), labels));
    Map<String, Timing> timings = Timing.interleaved(1, Math.max(3, rounds / 2), contestants);
    String name = "JPEG to %d labels, ".formatted(count);
    figures.add(Figure.rate(name + OURS, timings.get(OURS), IMAGES, "images/s"));
    figures.add(Figure.rate(name + PEER, timings.get(PEER), PEER_IMAGES, "images/s"));
    return timings.get(PEER).median() / PEER_IMAGES / (timings.get(OURS).median() / IMAGES);
  }

  private static double classify(ClipModel model, List<byte[]> jpegs, float[][] texts) {
    List<Pixels> pixels = jpegs.parallelStream().map(jpeg -> prepare(model, jpeg)).toList();
    double best = Double.NEGATIVE_INFINITY;
    for (float[] image : model.encodeImages(pixels)) {
      for (float[] text : texts) {
        double similarity = 0;
        for (int i = 0; i < image.length; i++) {
          similarity += image[i] * text[i];
        }
        best = Math.max(best, model.logitScale() * similarity);
      }
    }
    return best;
  }

  private static Pixels prepare(ClipModel model, byte[] jpeg) {
    try {
      return model.preprocessor().prepare(jpeg).pixels();
    } catch (ImageRefusedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void classify(DjlZeroShot peer, List<byte[]> jpegs, List<String> labels) {
    try {
      for (byte[] jpeg : jpegs) {
        peer.classify(jpeg, labels);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
