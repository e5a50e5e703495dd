package io.clipstreams.model;

import static io.clipstreams.model.Embeddings.assertClose;
import static io.clipstreams.model.Embeddings.assertCosine;

import io.clipstreams.model.checkpoint.Activation;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TextConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import io.clipstreams.model.checkpoint.ClipConfig.VisionConfig;
import io.clipstreams.model.checkpoint.RandomCheckpoint;
import io.clipstreams.model.checkpoint.StoredType;
import io.clipstreams.model.text.ClipTokenizer;
import io.clipstreams.model.text.TokenizedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints of widths, depths, heads, patches and inputs that no fixture has. */
class OtherShapesTest {

  @TempDir Path temp;

  static Stream<Arguments> shapes() {
    return Stream.of(
        shape("1 layer of 1 head", StoredType.F32, 24, 1, 1, 16, 8, Activation.GELU, 12, 513),
        shape("224 by patch 14", StoredType.F16, 24, 1, 6, 224, 14, Activation.GELU_TANH, 33, 2),
        shape("336 by patch 14", StoredType.BF16, 12, 1, 2, 336, 14, Activation.QUICK_GELU, 7, 2),
        shape("patch 16, 5 layers", StoredType.F32, 48, 5, 3, 64, 16, Activation.GELU, 128, 513),
        shape("an edge of patches", StoredType.F32, 40, 2, 5, 50, 16, Activation.QUICK_GELU, 9, 2));
  }

  private static Arguments shape(
      String name,
      StoredType storage,
      int hidden,
      int layers,
      int heads,
      int image,
      int patch,
      Activation activation,
      int projection,
      int eos) {
    TowerConfig vision = new TowerConfig(hidden, 3 * hidden, layers, heads, activation, 1e-5);
    TowerConfig text = new TowerConfig(2 * hidden, 5 * hidden, layers + 1, heads, activation, 1e-6);
    return Arguments.of(
        name,
        storage,
        new ClipConfig(
            new VisionConfig(vision, image, patch),
            new TextConfig(text, 600, 20, eos),
            projection));
  }

  @ParameterizedTest(name = "{0}, stored as {1}")
  @MethodSource("shapes")
  void aRandomCheckpointGivesTheReferencesNumbers(
      String name, StoredType storage, ClipConfig config) throws IOException {
    Path folder = RandomCheckpoint.write(temp.resolve("checkpoint"), config, storage, 11);
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    ReferenceClip reference = new ReferenceClip(checkpoint);
    List<Pixels> images =
        IntStream.range(0, 2).mapToObj(i -> noise(config.vision().imageSize(), i)).toList();
    List<String> texts = List.of("a cat", "", "a text of more than twenty tokens");
    float[][] imageEmbeds = images.stream().map(reference::encodeImage).toArray(float[][]::new);
    float[][] textEmbeds = texts(checkpoint, reference, texts);
    ModelOptions options =
        ModelOptions.defaults().withDevice("cpu").withCacheDir(temp.resolve("cache"));
    try (ClipModel model =
        ClipModels.load(folder, options.withPrecision(PrecisionChoice.FLOAT32))) {
      assertClose(model.encodeImages(images), imageEmbeds, 1e-5f);
      assertClose(model.encodeTexts(texts), textEmbeds, 1e-5f);
    }
    try (ClipModel model =
        ClipModels.load(folder, options.withPrecision(PrecisionChoice.BFLOAT16))) {
      assertCosine(model.encodeImages(images), imageEmbeds, 0.999f);
      assertCosine(model.encodeTexts(texts), textEmbeds, 0.999f);
    }
  }

  private static float[][] texts(
      CheckpointFolder checkpoint, ReferenceClip reference, List<String> texts) {
    try (ClipTokenizer tokenizer = ClipTokenizer.load(checkpoint)) {
      return texts.stream()
          .map(
              text -> {
                TokenizedText tokens = tokenizer.tokenize(text);
                return reference.encodeText(tokens.inputIds(), tokens.end());
              })
          .toArray(float[][]::new);
    }
  }

  private static Pixels noise(int edge, int seed) {
    byte[] rgb = new byte[edge * edge * 3];
    new Random(seed).nextBytes(rgb);
    return new Pixels(edge, edge, rgb);
  }
}
