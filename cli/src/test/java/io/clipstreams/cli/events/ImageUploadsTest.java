package io.clipstreams.cli.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.cli.common.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageUploadsTest {

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("pets/big"));
    for (String file : List.of("pets/cat.png", "pets/big/DOG.JPG", "pets/notes.txt", "cat.png")) {
      Files.writeString(folder.resolve(file), "x");
    }
  }

  @Test
  void ofAFolderThePicturesGoByTheirPathInIt() throws IOException {
    ImageUploads uploads = ImageUploads.find(List.of(folder.resolve("pets")), "today/");

    assertThat(uploads.byKey()).containsOnlyKeys("today/big/DOG.JPG", "today/cat.png");
    assertThat(uploads.passedOver()).isEqualTo(1);
  }

  @Test
  void aFileThatIsNamedGoesWhateverItIs() throws IOException {
    assertThat(ImageUploads.find(List.of(folder.resolve("pets/notes.txt")), "").byKey())
        .containsOnlyKeys("notes.txt");
  }

  @Test
  void twoFilesOfOneKeyAreRefused() {
    assertThatThrownBy(
            () ->
                ImageUploads.find(
                    List.of(folder.resolve("cat.png"), folder.resolve("pets/cat.png")), ""))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("would both become cat.png");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> ImageUploads.find(List.of(folder.resolve("cow.png")), ""))
        .hasMessageContaining("cow.png: no such file");
  }
}
