package io.clipstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is written of the settings is all of them, and what the code says. */
class ConfigReferenceTest {

  @Test
  void theDocumentIsWhatTheDefinitionSays() throws IOException {
    assertThat(Path.of("../docs/configuration.md"))
        .as("made by: ./clip-streams config > docs/configuration.md")
        .content()
        .isEqualTo(ConfigReference.markdown());
  }

  @Test
  void everySettingHasAHeadingAndAnExplanation() {
    String reference = ConfigReference.markdown();
    ClipStreamsConfig.definition()
        .configKeys()
        .values()
        .forEach(
            key -> {
              assertThat(reference).contains("### `" + key.name + "`\n\n" + key.documentation);
              assertThat(key.documentation).as(key.name).hasSizeGreaterThan(10);
            });
  }

  @Test
  void noPasswordStandsInIt() throws IOException {
    assertThat(Files.readString(Path.of("../docs/configuration.md"))).doesNotContain("[hidden]");
  }
}
