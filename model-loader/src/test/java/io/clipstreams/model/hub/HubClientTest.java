package io.clipstreams.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.ParityFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint comes whole from the hub, or not at all. */
class HubClientTest {

  private static final HubName NAME = HubName.parse("owner/clip");

  @TempDir Path cache;
  private Map<String, byte[]> files;
  private LocalHub hub;
  private HubClient client;

  @BeforeEach
  void start() throws IOException {
    files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(ParityFixture.of("gelu-laion").folder())) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    hub = new LocalHub().with("main", files);
    client =
        new HubClient(
            hub.uri(), Optional.empty(), cache, Duration.ofMillis(1), Duration.ofMillis(400));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void theNeededFilesAreFetchedAndLoad() throws IOException {
    Path folder = client.pull(NAME, (file, done, total) -> {});
    try (Stream<Path> fetched = Files.list(folder)) {
      assertThat(fetched.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors");
    }
    ModelOptions options = ModelOptions.defaults().withCacheDir(cache).withDevice("cpu");
    assertThat(ClipModels.find("owner/clip", cache)).isEqualTo(folder);
    try (ClipModel model = ClipModels.load("owner/clip", options)) {
      assertThat(model.dimension()).isEqualTo(24);
    }
  }

  @Test
  void aPulledCheckpointIsFoundWithoutTheHub() throws IOException {
    assertThat(HubClient.pulled(NAME, cache)).isEmpty();
    Path folder = client.pull(NAME, (file, done, total) -> {});
    hub.close();
    assertThat(HubClient.pulled(NAME, cache)).contains(folder);
    assertThat(HubClient.pulled(HubName.parse("owner/clip@" + LocalHub.COMMIT), cache))
        .contains(folder);
  }

  @Test
  void nothingIsFetchedTwice() throws IOException {
    client.pull(NAME, (file, done, total) -> {});
    int before = hub.requests().size();
    client.pull(NAME, (file, done, total) -> {});
    assertThat(hub.requests()).hasSize(before);
  }

  @Test
  void aBrokenConnectionIsTakenUpWhereItBroke() throws IOException {
    hub.breakConnections(3, 100_000);
    Path folder = client.pull(NAME, (file, done, total) -> {});
    assertThat(folder.resolve("model.safetensors"))
        .hasBinaryContent(files.get("model.safetensors"));
    List<String> ranges =
        hub.requests().stream().filter(request -> request.startsWith("model.safetensors")).toList();
    assertThat(ranges).hasSize(4).startsWith("model.safetensors").doesNotHaveDuplicates();
    assertThat(ranges.subList(1, 4)).allMatch(range -> range.matches(".* bytes=[1-9]\\d*-"));
  }

  @Test
  void aConnectionOnWhichNothingComesIsGivenUp() throws IOException {
    hub.stallOnce();
    Path folder = client.pull(NAME, (file, done, total) -> {});
    assertThat(folder.resolve("model.safetensors"))
        .hasBinaryContent(files.get("model.safetensors"));
  }

  @Test
  void aStoppedPullGoesOnWithTheNextOne() throws IOException {
    hub.breakConnections(Integer.MAX_VALUE, 0);
    assertThatThrownBy(() -> client.pull(NAME, (file, done, total) -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("run the command again");
    assertThat(HubClient.pulled(NAME, cache)).isEmpty();
    hub.breakConnections(0, 0);
    client.pull(NAME, (file, done, total) -> {});
    assertThat(HubClient.pulled(NAME, cache)).isPresent();
  }

  @Test
  void aFileWithAnotherHashIsThrownAway() throws IOException {
    hub.falsify(new byte[files.get("model.safetensors").length]);
    assertThatThrownBy(() -> client.pull(NAME, (file, done, total) -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model.safetensors")
        .hasMessageContaining("hash");
    try (Stream<Path> kept = Files.walk(cache.resolve("hub"))) {
      assertThat(kept.map(file -> file.getFileName().toString()))
          .contains("config.json")
          .noneMatch(file -> file.startsWith("model.safetensors"));
    }
  }

  @Test
  void progressGoesUpToTheSize() throws IOException {
    List<Long> progress = new ArrayList<>();
    client.pull(
        NAME,
        (file, done, total) -> {
          if (file.equals("model.safetensors")) {
            progress.add(done);
          }
        });
    assertThat(progress).isSorted().endsWith((long) files.get("model.safetensors").length);
  }

  @Test
  void aRepositoryWithAPickleOnlyNamesRevisionsWithSafetensors() {
    Map<String, byte[]> pickle = new LinkedHashMap<>(files);
    pickle.put("pytorch_model.bin", pickle.remove("model.safetensors"));
    hub.with("main", pickle).with("refs/pr/3", pickle).with("refs/pr/8", files);
    assertThatThrownBy(() -> client.pull(NAME, (file, done, total) -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("owner/clip@refs/pr/8")
        .hasMessageNotContaining("refs/pr/3");
  }

  @Test
  void anUnknownRevisionIsNamed() {
    assertThatThrownBy(() -> client.pull(HubName.parse("owner/clip@v9"), (f, d, t) -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("owner/clip@v9");
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    for (String name : List.of("", "a/b/c", "../x", "owner/clip@", "owner/clip@../x", "a b")) {
      assertThatThrownBy(() -> HubName.parse(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
