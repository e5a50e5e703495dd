package io.clipstreams.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code config} says of settings and of files with settings. */
class ConfigCommandTest {

  private static final String ENOUGH =
      """
      bootstrap.servers=localhost:9092
      schema.registry.url=http://localhost:8081
      """;

  @TempDir Path folder;

  @Test
  void theReferenceGoesToStdout() {
    CommandRun run = CommandRun.of("config");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("# Configuration").contains("### `bootstrap.servers`");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void aRightFileIsValid() throws IOException {
    CommandRun run = check(ENOUGH);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(1).contains("is valid");
  }

  @Test
  void anUnknownSettingIsNamed() throws IOException {
    CommandRun run = check(ENOUGH + "batch.max.size=3\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("app.properties", "batch.max.size");
  }

  @Test
  void aMissingSettingIsNamed() throws IOException {
    CommandRun run = check("schema.registry.url=http://localhost:8081\n");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("bootstrap.servers");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    CommandRun run = CommandRun.of("config", "check", folder.resolve("none.properties").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("none.properties");
  }

  private CommandRun check(String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("app.properties"), settings);
    return CommandRun.of("config", "check", file.toString());
  }
}
