package io.clipstreams.benchmarks.faults;

import io.clipstreams.benchmarks.verifier.Judge;
import io.clipstreams.benchmarks.verifier.LabelHistory;
import io.clipstreams.benchmarks.verifier.Verifier;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.PrecisionChoice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Judges pictures with the model alone, in this process: cosines, and a softmax over the labels of
 * a generation. Immutable.
 */
public final class LocalJudge implements Judge {

  /** Two pictures closer than this in all words could be taken for each other. */
  private static final double TELLS_APART = 20 * Verifier.SIMILARITY_TOLERANCE;

  private final double logitScale;
  private final Map<String, float[]> cosines;
  private final List<String> words;
  private final IntFunction<List<String>> wordsOf;

  private LocalJudge(
      double logitScale,
      Map<String, float[]> cosines,
      List<String> words,
      IntFunction<List<String>> wordsOf) {
    this.logitScale = logitScale;
    this.cosines = cosines;
    this.words = words;
    this.wordsOf = wordsOf;
  }

  /**
   * Embeds pictures and prompts with the built-in checkpoint. Of pictures that no word tells apart
   * only the first is kept.
   *
   * @param words all words that label sets can have
   * @param wordsOf those of a generation
   */
  public static LocalJudge of(
      List<Picture> pictures, List<String> words, IntFunction<List<String>> wordsOf) {
    ModelOptions options =
        ModelOptions.defaults().withPrecision(PrecisionChoice.of("float32")).withThreads(1);
    try (ClipModel model = ClipModels.builtIn(options)) {
      float[][] texts = model.encodeTexts(words.stream().map(LabelPlan::prompt).toList());
      Map<String, float[]> cosines = new LinkedHashMap<>();
      for (Picture picture : pictures) {
        Pixels pixels = model.preprocessor().prepare(picture.bytes()).pixels();
        float[] row = products(model.encodeImages(List.of(pixels))[0], texts);
        if (cosines.values().stream().allMatch(other -> distance(row, other) > TELLS_APART)) {
          cosines.put(picture.name(), row);
        }
      }
      return new LocalJudge(model.logitScale(), cosines, List.copyOf(words), wordsOf);
    } catch (ImageRefusedException e) {
      throw new IllegalArgumentException("a picture cannot be read: " + e.getMessage(), e);
    }
  }

  private static float[] products(float[] image, float[][] texts) {
    float[] products = new float[texts.length];
    for (int text = 0; text < texts.length; text++) {
      double sum = 0;
      for (int i = 0; i < image.length; i++) {
        sum += (double) image[i] * texts[text][i];
      }
      products[text] = (float) sum;
    }
    return products;
  }

  private static double distance(float[] a, float[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  /** The pictures that can be judged, by name. */
  public List<String> pictures() {
    return List.copyOf(cosines.keySet());
  }

  @Override
  public Map<String, Numbers> judge(String picture, int generation) {
    float[] row = cosines.get(picture);
    List<String> labels = wordsOf.apply(generation);
    List<Double> weights = new ArrayList<>();
    double best = labels.stream().mapToDouble(word -> row[words.indexOf(word)]).max().orElseThrow();
    for (String word : labels) {
      weights.add(Math.exp(logitScale * (row[words.indexOf(word)] - best)));
    }
    double sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    Map<String, Numbers> numbers = new HashMap<>();
    for (int i = 0; i < labels.size(); i++) {
      numbers.put(
          LabelHistory.label(generation, labels.get(i)),
          new Numbers(row[words.indexOf(labels.get(i))], weights.get(i) / sum));
    }
    return numbers;
  }
}
