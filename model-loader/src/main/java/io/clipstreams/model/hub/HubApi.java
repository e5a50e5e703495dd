package io.clipstreams.model.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clipstreams.model.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the hub says about its repositories.
 *
 * @see <a href="https://huggingface.co/docs/hub/api">the hub's API</a>
 */
final class HubApi {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_ANSWER = 16 << 20;

  private final URI endpoint;
  private final HubHttp http;

  HubApi(URI endpoint, HubHttp http) {
    this.endpoint = endpoint;
    this.http = http;
  }

  /**
   * A repository at one commit.
   *
   * @param commit what the revision stands for today
   * @param files by name
   */
  record Snapshot(String commit, Map<String, HubFile> files) {}

  Snapshot snapshot(HubName name) throws IOException {
    String revision = URLEncoder.encode(name.revision(), StandardCharsets.UTF_8);
    JsonNode answer =
        get("/api/models/%s/revision/%s?blobs=true".formatted(name.repository(), revision), name);
    Map<String, HubFile> files = new LinkedHashMap<>();
    for (JsonNode file : answer.path("siblings")) {
      String path = file.path("rfilename").asText();
      files.put(
          path,
          new HubFile(
              path,
              file.path("size").asLong(-1),
              file.path("lfs").path("sha256").asText(null),
              file.path("blobId").asText(null)));
    }
    String commit = answer.path("sha").asText();
    if (!commit.matches("[0-9a-f]{40}")) {
      throw new CheckpointException("the hub names no commit for " + name);
    }
    return new Snapshot(commit, files);
  }

  /** The revisions of open and merged pull requests: {@code refs/pr/N}, newest last. */
  List<String> pullRequests(HubName name) throws IOException {
    JsonNode answer = get("/api/models/%s/refs?include_prs=1".formatted(name.repository()), name);
    List<String> revisions = new ArrayList<>();
    answer.path("pullRequests").forEach(request -> revisions.add(request.path("ref").asText()));
    return revisions;
  }

  URI file(HubName name, String commit, String file) {
    return endpoint.resolve("/%s/resolve/%s/%s".formatted(name.repository(), commit, file));
  }

  private JsonNode get(String path, HubName name) throws IOException {
    URI uri = endpoint.resolve(path);
    var response = http.get(uri, 0);
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case 200 -> {
          return MAPPER.readTree(body.readNBytes(MAX_ANSWER));
        }
        case 401, 403 ->
            throw new CheckpointException(
                "%s does not let us read %s (HTTP %d): it is not there, or it needs a token in HF_TOKEN"
                    .formatted(endpoint, name, response.statusCode()));
        case 404 -> throw new CheckpointException("%s has no %s".formatted(endpoint, name));
        default ->
            throw new IOException("%s answered HTTP %d".formatted(uri, response.statusCode()));
      }
    }
  }
}
