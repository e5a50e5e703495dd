package io.clipstreams.model;

import static io.clipstreams.model.Embeddings.assertClose;
import static io.clipstreams.model.Embeddings.assertCosine;
import static io.clipstreams.model.Embeddings.dot;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every parity checkpoint gives the reference's numbers. */
class ParityTest {

  @TempDir static Path cache;

  private static final Map<String, ClipModel> float32 = new HashMap<>();
  private static final Map<String, ClipModel> bfloat16 = new HashMap<>();
  private static final Map<String, ClipModel> float16 = new HashMap<>();

  @BeforeAll
  static void load() {
    ModelOptions options = ModelOptions.defaults().withCacheDir(cache).withDevice("cpu");
    for (ParityFixture fixture : ParityFixture.all().toList()) {
      String name = fixture.name();
      Path folder = fixture.folder();
      float32.put(name, ClipModels.load(folder, options.withPrecision(PrecisionChoice.FLOAT32)));
      bfloat16.put(name, ClipModels.load(folder, options.withPrecision(PrecisionChoice.BFLOAT16)));
      float16.put(name, ClipModels.load(folder, options.withPrecision(PrecisionChoice.FLOAT16)));
    }
  }

  @AfterAll
  static void close() {
    Stream.of(float32, bfloat16, float16)
        .flatMap(m -> m.values().stream())
        .forEach(ClipModel::close);
  }

  static Stream<ParityFixture> checkpoints() {
    return ParityFixture.all();
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void imageEmbeddingsAreTheReferences(ParityFixture expected) {
    float[][] actual = float32.get(expected.name()).encodeImages(crops(expected));
    assertClose(actual, expected.imageEmbeds(), 1e-5f);
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void textEmbeddingsAreTheReferences(ParityFixture expected) {
    float[][] actual = float32.get(expected.name()).encodeTexts(expected.texts());
    assertClose(actual, expected.textEmbeds(), 1e-5f);
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void logitsAreTheReferences(ParityFixture expected) {
    ClipModel model = float32.get(expected.name());
    float[][] images = model.encodeImages(crops(expected));
    float[][] texts = model.encodeTexts(expected.texts());
    float[][] logits = new float[images.length][texts.length];
    for (int i = 0; i < images.length; i++) {
      for (int t = 0; t < texts.length; t++) {
        logits[i][t] = model.logitScale() * dot(images[i], texts[t]);
      }
    }
    assertClose(logits, expected.logitsPerImage(), 1e-3f);
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void bfloat16PointsTheSameWay(ParityFixture expected) {
    ClipModel model = bfloat16.get(expected.name());
    assertCosine(model.encodeImages(crops(expected)), expected.imageEmbeds(), 0.999f);
    assertCosine(model.encodeTexts(expected.texts()), expected.textEmbeds(), 0.999f);
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void float16PointsTheSameWay(ParityFixture expected) {
    ClipModel model = float16.get(expected.name());
    assertCosine(model.encodeImages(crops(expected)), expected.imageEmbeds(), 0.99999f);
    assertCosine(model.encodeTexts(expected.texts()), expected.textEmbeds(), 0.99999f);
  }

  private static List<Pixels> crops(ParityFixture expected) {
    return expected.images().stream().map(expected::crop).toList();
  }
}
