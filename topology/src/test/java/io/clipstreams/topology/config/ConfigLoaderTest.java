package io.clipstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  @TempDir private Path folder;

  private Optional<Path> file(String content) throws IOException {
    return Optional.of(Files.writeString(folder.resolve("clip.properties"), content));
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    Map<String, String> merged =
        ConfigLoader.merge(
            file("parked.max = 1\nbatch.max.images = 1\ndecode.threads = 1\n"),
            Map.of("CLIP_STREAMS_BATCH_MAX_IMAGES", "2", "CLIP_STREAMS_PARKED_MAX", "2"),
            Map.of("parked.max", "3"));
    assertThat(merged)
        .containsOnly(
            Map.entry("parked.max", "3"),
            Map.entry("batch.max.images", "2"),
            Map.entry("decode.threads", "1"));
  }

  @Test
  void aVariableCanBePassedThrough() {
    assertThat(
            ConfigLoader.merge(
                Optional.empty(), Map.of("CLIP_STREAMS_CONSUMER_FETCH_MIN_BYTES", "9"), Map.of()))
        .containsOnly(Map.entry("consumer.fetch.min.bytes", "9"));
  }

  @Test
  void otherVariablesAndWhatKubernetesSaysOfAServiceAreIgnored() {
    assertThat(
            ConfigLoader.merge(
                Optional.empty(),
                Map.of(
                    "PATH", "/bin",
                    "CLIP_STREAMS_SERVICE_HOST", "10.0.0.1",
                    "CLIP_STREAMS_SERVICE_PORT_HTTP", "80",
                    "CLIP_STREAMS_PORT", "tcp://10.0.0.1:80",
                    "CLIP_STREAMS_PORT_80_TCP_ADDR", "10.0.0.1"),
                Map.of()))
        .isEmpty();
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = folder.resolve("missing.properties");
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(missing), Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("missing.properties");
  }
}
