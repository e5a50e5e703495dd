package io.clipstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.topology.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class HistorySettingsTest {

  private static ClipStreamsConfig config(Map<String, String> some) {
    Map<String, String> settings = new HashMap<>(some);
    settings.put("bootstrap.servers", "nowhere:9092");
    settings.put("schema.registry.url", "http://nowhere:8081");
    return new ClipStreamsConfig(settings);
  }

  private static Map<String, String> cleanup(ClipStreamsConfig config) {
    Map<String, String> policies = new HashMap<>();
    for (NewTopic topic : Topics.all(config.topics())) {
      policies.put(topic.name(), topic.configs().get("cleanup.policy"));
    }
    return policies;
  }

  @Test
  void usuallyNothingIsKept() {
    ClipStreamsConfig config = config(Map.of());
    assertThat(config.history()).isEqualTo(new HistorySettings(false, false));
    assertThat(cleanup(config)).doesNotContainKeys("clip.image-embeddings", "clip.rescored");
  }

  @Test
  void topicsAreMadeOfWhatIsSwitchedOn() {
    assertThat(cleanup(config(Map.of("embeddings.enabled", "true"))))
        .containsEntry("clip.image-embeddings", "compact")
        .doesNotContainKey("clip.rescored");
    assertThat(cleanup(config(Map.of("embeddings.enabled", "true", "rescore", "on-label-change"))))
        .containsEntry("clip.rescored", "delete");
  }

  @Test
  void rescoringNeedsWhatIsStored() {
    assertThatThrownBy(() -> config(Map.of("rescore", "on-label-change")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("embeddings.enabled=true");
  }
}
