package io.clipstreams.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.clipstreams.topology.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** An unknown setting fails the start: so those of the files that deploy must be known. */
class DeploymentFilesTest {

  private static final String PREFIX = "CLIP_STREAMS_";

  @TempDir Path folder;

  private static Iterable<Object> documents(String file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    return yaml.loadAll(Files.readString(Path.of("..", file)));
  }

  /** Whatever stands under that key, wherever it is. */
  private static void collect(Object node, Map<String, String> settings) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.toString().startsWith(PREFIX) && value instanceof String text) {
              settings.put(key.toString(), text);
            }
            collect(value, settings);
          });
    } else if (node instanceof Iterable<?> list) {
      list.forEach(entry -> collect(entry, settings));
    }
  }

  @Test
  void theSettingsOfComposeAreKnown() throws IOException {
    Map<String, String> settings = new HashMap<>();
    documents("docker-compose.yml").forEach(document -> collect(document, settings));

    assertThat(settings).containsKey("CLIP_STREAMS_BOOTSTRAP_SERVERS");
    assertThatCode(() -> ConfigLoader.load(Optional.empty(), settings, Map.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void theSettingsOfKubernetesAreKnown() throws IOException {
    Map<String, String> secret = new HashMap<>();
    Path file = folder.resolve("clip-streams.properties");
    for (Object document : documents("deploy/kubernetes/clip-streams.yaml")) {
      Map<?, ?> resource = (Map<?, ?>) document;
      if ("ConfigMap".equals(resource.get("kind"))) {
        Map<?, ?> data = (Map<?, ?>) resource.get("data");
        Files.writeString(file, (String) data.get("clip-streams.properties"));
      } else if ("Secret".equals(resource.get("kind"))) {
        collect(resource, secret);
      }
    }

    assertThat(secret).containsKey("CLIP_STREAMS_S3_SECRET_KEY");
    assertThatCode(() -> ConfigLoader.load(Optional.of(file), secret, Map.of()))
        .doesNotThrowAnyException();
  }
}
