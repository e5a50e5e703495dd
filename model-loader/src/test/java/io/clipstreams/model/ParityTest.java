package io.clipstreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

  @BeforeAll
  static void load() {
    ModelOptions options = ModelOptions.defaults().withCacheDir(cache).withDevice("cpu");
    for (ParityFixture fixture : ParityFixture.all().toList()) {
      String name = fixture.name();
      Path folder = fixture.folder();
      float32.put(name, ClipModels.load(folder, options.withPrecision(PrecisionChoice.FLOAT32)));
      bfloat16.put(name, ClipModels.load(folder, options.withPrecision(PrecisionChoice.BFLOAT16)));
    }
  }

  @AfterAll
  static void close() {
    Stream.of(float32, bfloat16).flatMap(m -> m.values().stream()).forEach(ClipModel::close);
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

  private static List<Pixels> crops(ParityFixture expected) {
    return expected.images().stream().map(expected::crop).toList();
  }

  private static void assertClose(float[][] actual, float[][] expected, float tolerance) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < expected.length; row++) {
      for (int column = 0; column < expected[row].length; column++) {
        assertThat(actual[row][column])
            .as("row %d, column %d", row, column)
            .isCloseTo(expected[row][column], within(tolerance));
      }
    }
  }

  private static void assertCosine(float[][] actual, float[][] expected, float least) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < expected.length; row++) {
      assertThat(dot(actual[row], expected[row])).as("row %d", row).isGreaterThanOrEqualTo(least);
    }
  }

  private static float dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return (float) sum;
  }
}
