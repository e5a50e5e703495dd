package io.clipstreams.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.model.ParityFixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fingerprint names the content of a checkpoint, and nothing else. */
class FingerprintTest {

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void copy() throws IOException {
    folder = Files.createDirectory(temp.resolve("checkpoint"));
    try (Stream<Path> files = Files.list(ParityFixture.of("gelu-laion").folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void aCopyHasTheSame() {
    assertThat(fingerprint(folder))
        .isEqualTo(fingerprint(ParityFixture.of("gelu-laion").folder()))
        .matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors"})
  void oneByteMoreInAnyFileGivesAnother(String file) throws IOException {
    String before = fingerprint(folder);
    try (RandomAccessFile appended = new RandomAccessFile(folder.resolve(file).toFile(), "rw")) {
      appended.seek(appended.length());
      appended.write(' ');
    }
    assertThat(fingerprint(folder)).isNotEqualTo(before);
  }

  @Test
  void filesThatAreNotPartOfTheModelDoNotCount() throws IOException {
    String before = fingerprint(folder);
    for (String file : List.of("README.md", "vocab.json", "tokenizer_config.json")) {
      Files.writeString(folder.resolve(file), "changed");
    }
    assertThat(fingerprint(folder)).isEqualTo(before);
  }

  @Test
  void aLargeFileIsReadAgainOnlyWhenItHasChanged() throws IOException {
    Path weights = folder.resolve("model.safetensors");
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.setLength(20 << 20);
    }
    String first = fingerprint(folder);
    Path hashes = temp.resolve("cache").resolve("hashes");
    try (Stream<Path> kept = Files.list(hashes)) {
      assertThat(kept).hasSize(1);
    }
    assertThat(fingerprint(folder)).isEqualTo(first);
    try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
      file.setLength((20 << 20) + 1);
    }
    assertThat(fingerprint(folder)).isNotEqualTo(first);
  }

  private String fingerprint(Path checkpoint) {
    return new Fingerprint(temp.resolve("cache")).of(CheckpointFolder.open(checkpoint));
  }
}
