package io.clipstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  @TempDir private Path folder;

  @Test
  void theNameStaysTheSameBetweenStarts() {
    String name;
    try (StateDirectory first = StateDirectory.lock(folder.resolve("a/b"))) {
      name = first.instanceId();
    }
    try (StateDirectory second = StateDirectory.lock(folder.resolve("a/b"))) {
      assertThat(second.instanceId()).isEqualTo(name);
    }
  }

  @Test
  void everyFolderHasItsOwnName() {
    try (StateDirectory one = StateDirectory.lock(folder.resolve("a"));
        StateDirectory other = StateDirectory.lock(folder.resolve("b"))) {
      assertThat(one.instanceId()).isNotEqualTo(other.instanceId());
    }
  }

  @Test
  void aFolderInUseIsRefused() {
    try (StateDirectory first = StateDirectory.lock(folder)) {
      assertThat(first.folder()).isEqualTo(folder);
      assertThatThrownBy(() -> StateDirectory.lock(folder))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("state.dir");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> StateDirectory.lock(file.resolve("below")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("state.dir");
  }
}
