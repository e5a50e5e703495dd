package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalServersIT {

  /** Far above what it takes on two idle cores, so that a busy machine passes as well. */
  private static final Duration START_LIMIT = Duration.ofSeconds(45);

  @TempDir Path dir;

  @Test
  void allThreeStartAndNothingIsLeftAfterClose() {
    Leftovers before = Leftovers.now();
    Map<String, String> ready = new ConcurrentHashMap<>();
    long begin = System.nanoTime();

    LocalServers servers =
        LocalServers.start(dir, (server, took, address) -> ready.put(server, address));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(START_LIMIT);
    assertThat(ready)
        .containsOnly(
            Map.entry("kafka", servers.kafka().bootstrapServers()),
            Map.entry("registry", servers.registry().url()),
            Map.entry("s3", servers.s3().endpoint().toString()));
    List<URI> addresses =
        List.of(
            URI.create("kafka://" + servers.kafka().bootstrapServers()),
            URI.create(servers.registry().url()),
            servers.s3().endpoint());
    assertThat(addresses).allMatch(LocalServersIT::listens);

    servers.close();

    assertThat(addresses).noneMatch(LocalServersIT::listens);
    before.assertNone();
  }

  @Test
  void whenOneCannotStartTheErrorNamesItAndTheOthersAreClosed() throws IOException {
    Leftovers before = Leftovers.now();
    Files.writeString(dir.resolve("s3"), "a file where the folder should be");

    assertThatThrownBy(() -> LocalServers.start(dir, (server, took, address) -> {}))
        .isInstanceOf(LocalServerException.class)
        .hasMessageContaining("s3")
        .hasMessageContaining(dir.toString());

    before.assertNone();
  }

  private static boolean listens(URI address) {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
