package io.clipstreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers of a loaded model may rely on. */
class ClipModelTest {

  @TempDir static Path cache;

  private final ParityFixture fixture = ParityFixture.of("quickgelu-openai");
  private final ModelOptions options =
      ModelOptions.defaults()
          .withCacheDir(cache)
          .withDevice("cpu")
          .withPrecision(PrecisionChoice.FLOAT32);

  @Test
  void manyThreadsMayCallAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (ClipModel model = ClipModels.load(fixture.folder(), options)) {
      List<Callable<float[]>> calls = new ArrayList<>();
      List<float[]> expected = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < fixture.images().size(); i++) {
          Pixels image = fixture.crop(fixture.images().get(i));
          calls.add(() -> model.encodeImages(List.of(image))[0]);
          expected.add(fixture.imageEmbeds()[i]);
        }
        for (int i = 0; i < fixture.texts().size(); i++) {
          String text = fixture.texts().get(i);
          calls.add(() -> model.encodeTexts(List.of(text))[0]);
          expected.add(fixture.textEmbeds()[i]);
        }
      }
      List<float[]> actual = new ArrayList<>();
      for (Future<float[]> result : threads.invokeAll(calls)) {
        actual.add(result.get());
      }
      Embeddings.assertClose(
          actual.toArray(float[][]::new), expected.toArray(float[][]::new), 1e-5f);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void textsComeBackInTheirOrderHoweverManyAndHoweverLong() {
    try (ClipModel model = ClipModels.load(fixture.folder(), options)) {
      List<String> texts =
          IntStream.range(0, 40).mapToObj(i -> "cat ".repeat(i * 37 % 41) + i).toList();
      float[][] together = model.encodeTexts(texts);
      float[][] alone =
          texts.stream().map(text -> model.encodeTexts(List.of(text))[0]).toArray(float[][]::new);
      Embeddings.assertClose(together, alone, 1e-5f);
    }
  }

  @Test
  void aTextThatWouldBeCutIsKnownBefore() {
    try (ClipModel model = ClipModels.load(fixture.folder(), options)) {
      assertThat(model.truncates("cat ".repeat(75))).isFalse();
      assertThat(model.truncates("cat ".repeat(76))).isTrue();
    }
  }

  @Test
  void itSaysWhatItIs() {
    try (ClipModel model = ClipModels.load(fixture.folder(), options)) {
      assertThat(model.dimension()).isEqualTo(40);
      assertThat(model.logitScale()).isBetween(99.99f, 100.01f);
      assertThat(model.precision()).isEqualTo(Precision.FLOAT32);
      assertThat(model.device()).isEqualTo("cpu");
      assertThat(model.fingerprint()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void aPictureOfAnotherSizeIsRefusedWithBothSizes() {
    try (ClipModel model = ClipModels.load(fixture.folder(), options)) {
      Pixels wrong = new Pixels(31, 32, new byte[31 * 32 * 3]);
      assertThatThrownBy(() -> model.encodeImages(List.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("32 × 32")
          .hasMessageContaining("31 × 32");
      assertThatThrownBy(() -> model.encodeImages(List.of()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> model.encodeTexts(List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aClosedModelFailsAndMayBeClosedAgain() {
    ClipModel model = ClipModels.load(fixture.folder(), options);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.encodeTexts(List.of("cat")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void severalDevicesShareTheWork() {
    try (ClipModel model = ClipModels.load(fixture.folder(), options.withDevice("cpu,cpu"))) {
      assertThat(model.device()).isEqualTo("cpu,cpu");
      Embeddings.assertClose(model.encodeTexts(fixture.texts()), fixture.textEmbeds(), 1e-5f);
    }
  }

  @Test
  void aDeviceThatIsNotThereFailsWithTheReason() {
    assertThatThrownBy(() -> ClipModels.load(fixture.folder(), options.withDevice("cuda:63")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cuda:63")
        .hasMessageContaining("GPU");
    assertThatThrownBy(() -> ClipModels.load(fixture.folder(), options.withDevice("tpu")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tpu");
  }

  @Test
  void theProgramIsWrittenOnce() throws IOException {
    Path fresh = cache.resolve("fresh");
    for (int start = 0; start < 2; start++) {
      ClipModels.load(fixture.folder(), options.withCacheDir(fresh)).close();
    }
    try (Stream<Path> programs = Files.list(fresh.resolve("programs"))) {
      assertThat(programs)
          .extracting(program -> program.getFileName().toString())
          .satisfiesExactlyInAnyOrder(
              tower -> assertThat(tower).contains("float32").endsWith(".pt"),
              head -> assertThat(head).startsWith("head-").endsWith(".pt"));
    }
  }

  @Test
  void aClearVerdictOnPrecisionIsKept() throws IOException {
    Path fresh = cache.resolve("auto");
    ModelOptions auto = options.withCacheDir(fresh).withPrecision(PrecisionChoice.AUTO);
    Precision chosen = load(auto);
    Path verdicts = fresh.resolve("precision");
    if (!Files.isDirectory(verdicts)) {
      System.out.println("this processor's gain by bfloat16 is not clear, so nothing was kept");
      return;
    }
    Path verdict;
    try (Stream<Path> kept = Files.list(verdicts)) {
      verdict = kept.toList().get(0);
    }
    assertThat(verdict).hasContent(chosen.name());
    Precision other = chosen == Precision.FLOAT32 ? Precision.BFLOAT16 : Precision.FLOAT32;
    Files.writeString(verdict, other.name());
    assertThat(load(auto)).isEqualTo(other);
  }

  private Precision load(ModelOptions auto) {
    try (ClipModel model = ClipModels.load(fixture.folder(), auto)) {
      return model.precision();
    }
  }
}
