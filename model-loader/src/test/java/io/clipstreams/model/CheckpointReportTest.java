package io.clipstreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report says what a checkpoint is, and refuses one that loads but cannot be right. */
class CheckpointReportTest {

  @TempDir Path temp;

  @Test
  void itNamesArchitectureSizeAndSpeed() {
    Path folder = ParityFixture.of("gelu-laion").folder();
    CheckpointReport report = CheckpointReport.of(folder, options());
    ClipConfig config = CheckpointFolder.open(folder).config();
    assertThat(report.config()).isEqualTo(config);
    assertThat(report.parameters()).isEqualTo(342_081);
    assertThat(report.storage()).isEqualTo("BF16");
    assertThat(report.device()).isEqualTo("cpu");
    assertThat(report.imagesPerSecond()).isPositive();
    assertThat(report.textsPerSecond()).isPositive();
  }

  @Test
  void weightsThatAreNoNumbersAreFound() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("broken"));
    try (Stream<Path> files = Files.list(ParityFixture.of("quickgelu-openai").folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    Path weights = folder.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    for (int i = bytes.length - 4000; i < bytes.length; i++) {
      bytes[i] = (byte) 0xff;
    }
    Files.write(weights, bytes);
    assertThatThrownBy(() -> CheckpointReport.of(folder, options()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("text_embeds");
  }

  private ModelOptions options() {
    return ModelOptions.defaults().withCacheDir(temp.resolve("cache")).withDevice("cpu");
  }
}
