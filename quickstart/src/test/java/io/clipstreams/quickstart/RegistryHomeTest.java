package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryHomeTest {

  @TempDir Path dir;

  @Test
  void aMissingPropertyIsNamed() {
    assertThatThrownBy(RegistryHome::fromSystemProperty)
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("clipstreams.registry.home is not set");
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path nowhere = dir.resolve("nowhere");
    assertThatThrownBy(() -> RegistryHome.in(nowhere))
        .hasMessageContaining("clipstreams.registry.home=" + nowhere)
        .hasMessageContaining("not a folder");
  }

  @Test
  void aFolderWithoutARegistryIsNamed() {
    assertThatThrownBy(() -> RegistryHome.in(dir))
        .hasMessageContaining("clipstreams.registry.home=" + dir)
        .hasMessageContaining("holds 0");
  }
}
