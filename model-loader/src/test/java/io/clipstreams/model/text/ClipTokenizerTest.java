package io.clipstreams.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.model.ParityFixture;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts get the ids of the reference. */
class ClipTokenizerTest {

  @TempDir Path folder;

  static Stream<ParityFixture> checkpoints() {
    return ParityFixture.all();
  }

  @ParameterizedTest
  @MethodSource("checkpoints")
  void textsGetTheReferencesIds(ParityFixture expected) {
    assertIds(expected.folder(), expected.texts(), expected.inputIds());
  }

  @Test
  void vocabAndMergesAreEnough() throws IOException {
    ParityFixture expected = ParityFixture.of("gelu-laion");
    for (String file :
        List.of("config.json", "preprocessor_config.json", "vocab.json", "merges.txt")) {
      Files.copy(expected.folder().resolve(file), folder.resolve(file));
    }
    assertIds(folder, expected.texts(), expected.inputIds());
  }

  @Test
  void aTextThatIsTooLongIsCutAndKeepsItsEnd() {
    ParityFixture fixture = ParityFixture.of("gelu-laion");
    try (ClipTokenizer tokenizer = ClipTokenizer.load(CheckpointFolder.open(fixture.folder()))) {
      TokenizedText text = tokenizer.tokenize("cat ".repeat(76));
      assertThat(text.truncated()).isTrue();
      assertThat(text.inputIds()).hasSize(77).endsWith(529);
      assertThat(text.end()).isEqualTo(76);
      assertThat(tokenizer.tokenize("cat ".repeat(75)).truncated()).isFalse();
    }
  }

  @Test
  void theFirstEndTokenIsPooledWhereATextContainsOne() {
    for (String legacyAndReal : List.of("quickgelu-openai", "gelu-laion")) {
      Path checkpoint = ParityFixture.of(legacyAndReal).folder();
      try (ClipTokenizer tokenizer = ClipTokenizer.load(CheckpointFolder.open(checkpoint))) {
        assertThat(tokenizer.tokenize("cat <|endoftext|> cat").end()).isEqualTo(2);
      }
    }
  }

  @Test
  void openAisVocabularyGivesAll1100EncodingsWithEitherKindOfFile() throws IOException {
    Path shared = Path.of(System.getProperty("shared.dir", "../shared"), "clip-tokenizer");
    if (!Files.isDirectory(shared)) {
      System.out.println("not run: the real CLIP vocabulary is not here, there is no " + shared);
    }
    assumeTrue(Files.isDirectory(shared), "there is no " + shared);
    JsonNode expected = new ObjectMapper().readTree(shared.resolve("expected.json").toFile());
    List<String> texts = stream(expected.get("texts")).map(JsonNode::asText).toList();
    List<long[]> ids =
        stream(expected.get("input_ids"))
            .map(row -> stream(row).mapToLong(JsonNode::asLong).toArray())
            .toList();
    assertThat(texts).hasSize(1100);
    for (List<String> files :
        List.of(List.of("tokenizer.json"), List.of("vocab.json", "merges.txt"))) {
      Path checkpoint = Files.createDirectory(folder.resolve(files.get(0)));
      Files.writeString(checkpoint.resolve("config.json"), "{}");
      Files.writeString(checkpoint.resolve("preprocessor_config.json"), "{}");
      for (String file : files) {
        Files.copy(shared.resolve(file), checkpoint.resolve(file));
      }
      assertIds(checkpoint, texts, ids);
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static void assertIds(Path checkpoint, List<String> texts, List<long[]> expected) {
    try (ClipTokenizer tokenizer = ClipTokenizer.load(CheckpointFolder.open(checkpoint))) {
      for (int i = 0; i < texts.size(); i++) {
        assertThat(tokenizer.tokenize(texts.get(i)).inputIds())
            .as("'%s'", texts.get(i))
            .isEqualTo(expected.get(i));
      }
    }
  }
}
