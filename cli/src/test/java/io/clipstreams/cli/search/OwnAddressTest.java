package io.clipstreams.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.topology.config.ClipStreamsConfig;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAddressTest {

  private static ClipStreamsConfig config(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", "localhost:9092");
    settings.put("schema.registry.url", "http://localhost:8081");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return new ClipStreamsConfig(settings);
  }

  private static Optional<String> address(ClipStreamsConfig config, String url) {
    return OwnAddress.in(config, Optional.ofNullable(url)).kafka().applicationServer();
  }

  @Test
  void whatIsConfiguredStays() {
    assertThat(address(config("application.server", "pod-3:80"), "http://127.0.0.1:8080"))
        .contains("pod-3:80");
  }

  @Test
  void otherwiseItIsWhereTheProcessAnswers() {
    assertThat(address(config(), "http://127.0.0.1:41234")).contains("127.0.0.1:41234");
  }

  @Test
  void allAddressesBecomeOneThatOthersCanReach() throws Exception {
    String address = address(config(), "http://0.0.0.0:8080").orElseThrow();

    assertThat(Utils.getPort(address)).isEqualTo(8080);
    assertThat(InetAddress.getByName(Utils.getHost(address)).isAnyLocalAddress()).isFalse();
  }

  @Test
  void aProcessThatAnswersNowhereHasNone() {
    assertThat(address(config(), null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "host:", ":80", "http://host:80/path"})
  void whatIsNoAddressIsRefused(String address) {
    assertThatThrownBy(() -> config("application.server", address))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("application.server");
  }
}
