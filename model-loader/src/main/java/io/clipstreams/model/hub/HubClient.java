package io.clipstreams.model.hub;

import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.hub.HubApi.Snapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fetches the files of a CLIP repository that the loader needs, and no others. They lie in the
 * cache folder by repository and commit; the file {@code refs/REVISION} beside them keeps what a
 * revision stood for when it was last pulled.
 */
public final class HubClient {

  /** Hugging Face's own hub. */
  public static final URI HUGGING_FACE = URI.create("https://huggingface.co");

  private static final int PULL_REQUESTS_TO_LOOK_AT = 30;

  private final HubApi api;
  private final HubHttp http;
  private final Path cache;
  private final Duration pause;
  private final Duration stall;

  /**
   * @param endpoint the hub or a mirror
   * @param token for repositories that are not public
   * @param cacheDir the folder below which checkpoints are kept
   */
  public HubClient(URI endpoint, Optional<String> token, Path cacheDir) {
    this(endpoint, token, cacheDir, Duration.ofSeconds(1), Duration.ofSeconds(60));
  }

  HubClient(URI endpoint, Optional<String> token, Path cacheDir, Duration pause, Duration stall) {
    this.http = new HubHttp(token);
    this.api = new HubApi(endpoint, http);
    this.cache = cacheDir.resolve("hub");
    this.pause = pause;
    this.stall = stall;
  }

  /**
   * The folder of a checkpoint that was pulled before. Asks nobody.
   *
   * @param cacheDir the folder below which checkpoints are kept
   */
  public static Optional<Path> pulled(HubName name, Path cacheDir) throws IOException {
    Path folder = repository(cacheDir.resolve("hub"), name);
    Path reference = folder.resolve("refs").resolve(name.revision());
    Path commit =
        folder.resolve(Files.exists(reference) ? Files.readString(reference) : name.revision());
    return Files.isDirectory(commit) ? Optional.of(commit) : Optional.empty();
  }

  /**
   * Fetches what is not here yet.
   *
   * @return the checkpoint's folder
   * @throws CheckpointException when the repository is not there or is no CLIP with safetensors
   * @throws IOException when the hub cannot be reached; what came is kept
   */
  public Path pull(HubName name, PullProgress progress) throws IOException {
    Snapshot snapshot = api.snapshot(name);
    List<String> needed = needed(name, snapshot.files().keySet());
    Path repository = repository(cache, name);
    Path unfinished = repository.resolve(snapshot.commit() + ".incomplete");
    Path folder = repository.resolve(snapshot.commit());
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(unfinished);
      Download download = new Download(http, pause, stall, progress);
      for (String file : needed) {
        download.fetch(
            snapshot.files().get(file),
            api.file(name, snapshot.commit(), file),
            unfinished.resolve(file));
      }
      Files.move(unfinished, folder);
    }
    Path reference = repository.resolve("refs").resolve(name.revision());
    Files.createDirectories(reference.getParent());
    Files.writeString(reference, snapshot.commit());
    return folder;
  }

  private List<String> needed(HubName name, Set<String> files) throws IOException {
    List<String> needed = new ArrayList<>(List.of("config.json", "preprocessor_config.json"));
    needed.addAll(
        files.contains("tokenizer.json")
            ? List.of("tokenizer.json")
            : List.of("vocab.json", "merges.txt"));
    needed.addAll(weights(name, files));
    for (String file : needed) {
      if (!files.contains(file)) {
        throw new CheckpointException(
            "%s has no %s, so it is no CLIP that can be loaded".formatted(name, file));
      }
    }
    return needed;
  }

  private List<String> weights(HubName name, Set<String> files) throws IOException {
    if (!hasSafetensors(files)) {
      throw new CheckpointException(
          "%s has no weights as safetensors%s".formatted(name, alternatives(name)));
    }
    return files.contains("model.safetensors")
        ? List.of("model.safetensors")
        : files.stream()
            .filter(
                file ->
                    file.matches(
                        "model(-\\d+-of-\\d+\\.safetensors|\\.safetensors\\.index\\.json)"))
            .toList();
  }

  private static boolean hasSafetensors(Set<String> files) {
    return files.contains("model.safetensors") || files.contains("model.safetensors.index.json");
  }

  /** Pull requests often have what the main branch lacks. */
  private String alternatives(HubName name) throws IOException {
    List<String> revisions = api.pullRequests(name);
    List<String> found = new ArrayList<>();
    for (String revision :
        revisions.subList(0, Math.min(revisions.size(), PULL_REQUESTS_TO_LOOK_AT))) {
      HubName alternative = new HubName(name.repository(), revision);
      if (hasSafetensors(api.snapshot(alternative).files().keySet())) {
        found.add(alternative.toString());
      }
    }
    return found.isEmpty()
        ? ", nor has any of its pull requests; openai/clip-vit-large-patch14 and"
            + " facebook/metaclip-b16-fullcc2.5b have them"
        : "; these revisions have them: " + String.join(", ", found);
  }

  private static Path repository(Path cache, HubName name) {
    return cache.resolve(name.repository().replace("/", "--"));
  }
}
