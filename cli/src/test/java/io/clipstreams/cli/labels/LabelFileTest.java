package io.clipstreams.cli.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.ScoringMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelFileTest {

  private static final String FULL =
      """
      templates: ["a drawing of a {}", "a {}"]
      labels:
        - cat
        - "no"
        - name: dog
          displayName: Hund
          captions: [a dog, a puppy]
          threshold: 0.25
      scoring: {mode: independent, topK: 3, threshold: 0.1, temperature: 0.5}
      noneOfThese: {label: else, threshold: 0.3, prompts: [an empty room]}
      claims:
        - {bucket: photos, keyPrefix: pets/, metadata: {camera: "7"}}
      """;

  @TempDir Path folder;

  @Test
  void aPlainListHasOneLabelOnEachLine() throws IOException {
    LabelSet set = read("labels.txt", "cat\n\n  ice cream \r\nno\n").toAvro();

    assertThat(set.getLabels())
        .extracting(Label::getName)
        .containsExactly("cat", "ice cream", "no");
    assertThat(set.getTemplates()).containsExactly("a photo of a {}");
  }

  @Test
  void aTokenizationFileHasThePromptsOfTheClassFoldersBesideIt() throws IOException {
    for (String folderOfClass : List.of("rose", "daisy", ".cache")) {
      Files.createDirectory(folder.resolve(folderOfClass));
    }

    LabelSet set = read("_tokenization.txt", "a white daisy\na red rose \n\n").toAvro();

    assertThat(set.getLabels())
        .extracting(Label::getName, Label::getCaptions)
        .containsExactly(
            tuple("daisy", List.of("a white daisy")), tuple("rose", List.of("a red rose")));
  }

  @Test
  void withoutClassFoldersAPromptIsItsOwnLabel() throws IOException {
    LabelSet set = read("_tokenization.txt", "a white daisy\na red rose").toAvro();

    assertThat(set.getLabels())
        .extracting(Label::getName, Label::getCaptions)
        .containsExactly(
            tuple("a white daisy", List.of("a white daisy")),
            tuple("a red rose", List.of("a red rose")));
  }

  @Test
  void classFoldersThatAreNotAsManyAsPromptsAreNamed() throws IOException {
    Files.createDirectory(folder.resolve("daisy"));

    assertThatThrownBy(() -> read("_tokenization.txt", "a white daisy\na red rose"))
        .hasMessageContaining("2 prompts, but 1 class folders beside the file: daisy");
  }

  @Test
  void yamlHasLabelsByNameOrAsObjects() throws IOException {
    LabelSet set = read("set.yaml", FULL).toAvro();

    assertThat(set.getLabels()).extracting(Label::getName).containsExactly("cat", "no", "dog");
    assertThat(set.getLabels().get(2).getDisplayName()).isEqualTo("Hund");
    assertThat(set.getLabels().get(2).getCaptions()).containsExactly("a dog", "a puppy");
    assertThat(set.getLabels().get(2).getThreshold()).isEqualTo(0.25f);
    assertThat(set.getScoring().getMode()).isEqualTo(ScoringMode.INDEPENDENT);
    assertThat(set.getScoring().getTopK()).isEqualTo(3);
    assertThat(set.getNoneOfThese().getPrompts()).containsExactly("an empty room");
    assertThat(set.getClaims().get(0).getMetadata()).containsEntry("camera", "7");
  }

  @Test
  void whatIsPrintedAsYamlReadsBackTheSame() throws IOException {
    LabelSetDocument first = read("set.yaml", FULL);

    LabelSetDocument second =
        read("again.yaml", LabelFile.yaml(LabelSetDocument.of("pets", 7, first.toAvro())));

    assertThat(second.toAvro()).isEqualTo(first.toAvro());
  }

  @Test
  void whatIsPrintedAsJsonReadsBackTheSame() throws IOException {
    LabelSetDocument first = read("set.yaml", FULL);

    LabelSetDocument second =
        read("again.json", Json.line(LabelSetDocument.of("pets", 7, first.toAvro())));

    assertThat(second.toAvro()).isEqualTo(first.toAvro());
  }

  @Test
  void nameAndVersionMayStayInTheFile() throws IOException {
    assertThat(read("set.json", "{\"name\":\"pets\",\"version\":7,\"labels\":[\"cat\"]}").labels())
        .containsExactly(new LabelDocument("cat"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set.yaml | labels: []                              | there are none",
        "set.yaml | labels: [cat, 7]                        | set.yaml:1",
        "set.yaml | 'labels: [{displayName: Hund}]'         | a label has no name",
        "set.yaml | '{labels: [cat], templats: [a]}'        | templats",
        "set.yaml | 'labels: [{name: a, treshold: 1}]'      | treshold",
        "set.yaml | 'labels: [a]\nscoring: {mode: sigmoid}' | sigmoid",
        "set.json | {\"labels\":[\"cat\"                    | set.json:1",
        "set.txt  | ' '                                     | there are none",
        "_tokenization.txt | ' '                            | there are none",
        "_tokenization.txt | 'a\n\nb'                        | line 2 is empty"
      })
  void aWrongFileIsRefusedByWhatIsWrongInIt(String name, String content, String complaint) {
    assertThatThrownBy(() -> read(name, content).toAvro()).hasMessageContaining(complaint);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> LabelFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("none.yaml: no such file");
  }

  private LabelSetDocument read(String name, String content) throws IOException {
    return LabelFile.read(Files.writeString(folder.resolve(name), content));
  }
}
