package io.clipstreams.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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

  @Test
  void theCommandLineWinsOverTheFile() throws IOException {
    CommandRun run = check(ENOUGH + "batch.max.images=0\n", "--set", "batch.max.images=4");

    assertThat(run.exitCode()).isZero();
    assertThat(check(ENOUGH, "--set", "batch.max.images=0").err()).contains("batch.max.images");
  }

  @Test
  void aKeyThatKafkaDoesNotKnowIsNamedAndAllowed() throws IOException {
    CommandRun run =
        check(
            ENOUGH
                + "consumer.fetch.min.byts=1\nconsumer.fetch.min.bytes=1\n"
                + "streams.num.standby.replicas=1\nstreams.main.consumer.max.poll.records=1\n");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).hasLineCount(1).contains("consumer.fetch.min.byts");
  }

  private CommandRun check(String settings, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("app.properties"), settings);
    return CommandRun.of(
        Stream.concat(Stream.of("config", "check", file.toString()), Stream.of(options))
            .toArray(String[]::new));
  }
}
