package io.clipstreams.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.clipstreams.cli.common.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledImagesTest {

  @TempDir private Path folder;

  @Test
  void aFolderHasAFolderForEachLabel() throws IOException {
    Path cat = write("cat/deep/1.png", "");
    Path dog = write("hot dog/2.jpg", "");
    write("cat/.DS_Store", "");
    write("cat/notes.txt", "");
    write("_tokenization.txt", "a cat");

    LabelledImages found = LabelledImages.from(folder);

    assertThat(found.images())
        .containsExactly(
            new LabelledImage(cat.toString(), "cat"), new LabelledImage(dog.toString(), "hot dog"));
    assertThat(found.passedOver()).isEqualTo(1);
  }

  @Test
  void aPictureBesideTheFoldersIsAMistake() throws IOException {
    write("stray.png", "");

    assertThatThrownBy(() -> LabelledImages.from(folder))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("stray.png: lies beside the folders");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list.csv   | 'file_name,label\nimages/1.png,cat\ns3://b/2.png,\"dog, hot\"\n'",
        "list.tsv   | 'label\turi\ncat\timages/1.png\n\"dog, hot\"\ts3://b/2.png\n'",
        "list.jsonl | '{\"path\":\"images/1.png\",\"label\":\"cat\",\"more\":null}\n"
            + "{\"file\":\"s3://b/2.png\",\"label\":\"dog, hot\"}\n'"
      })
  void aListHasPathsBesideItAndUris(String name, String content) throws IOException {
    Path list = write(name, content);

    assertThat(LabelledImages.from(list).images())
        .extracting(LabelledImage::location, LabelledImage::label)
        .containsExactly(
            tuple(folder.resolve("images/1.png").toString(), "cat"),
            tuple("s3://b/2.png", "dog, hot"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list.csv   | 'file_name,class\n"
            + "1.png,cat\n"
            + "'         | list.csv: row 1 needs the column label",
        "list.csv   | 'name,label\n"
            + "1.png,cat\n"
            + "'              | list.csv: row 1 needs the column label",
        "list.csv   | 'path,label\n1.png,a\n1.png,b\n'       | 1.png is listed twice",
        "list.jsonl | '{\"path\":\"1.png\",\"label\":\"cat\"}\n{' | list.jsonl:2",
        "list.txt   | '1.png cat'                            | is neither a folder nor a list"
      })
  void whatIsWrongIsSaidWithItsPlace(String name, String content, String message)
      throws IOException {
    Path list = write(name, content);

    assertThatThrownBy(() -> LabelledImages.from(list))
        .isInstanceOf(CliException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aPathThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> LabelledImages.from(folder.resolve("nowhere")))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("nowhere: there is no such");
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }
}
