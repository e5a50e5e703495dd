package io.clipstreams.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.http.Answer;
import io.clipstreams.cli.http.Request;
import io.clipstreams.cli.labels.LabelSetJson;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.labels.catalog.PublishedVersion;
import io.clipstreams.topology.labels.client.LabelSetClient;
import io.clipstreams.topology.labels.client.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Label sets, listed, shown, previewed and published. Any thread of the server may call. */
final class LabelSetApi {

  static final String PATH = "/console/api/label-sets";

  /** The same for what changes them. */
  static final String CHANGES = "/console/api/publish";

  private static final String PREVIEW = "/preview";
  private static final int MOST_SETS = 200;
  private static final Duration VERDICT = Duration.ofSeconds(30);
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Cluster cluster;
  private final ClipStreamsApp app;
  private final LabelPreview preview;

  LabelSetApi(Cluster cluster, ClipStreamsApp app, LabelPreview preview) {
    this.cluster = cluster;
    this.app = app;
    this.preview = preview;
  }

  /** GET: all that judge. */
  Answer list() {
    List<Map<String, Object>> sets =
        app.labelSets().stream().limit(MOST_SETS).map(LabelSetApi::line).toList();
    return Answer.json(200, Json.line(Map.of("count", app.labelSets().size(), "labelSets", sets)));
  }

  private static Map<String, Object> line(PublishedVersion set) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", set.labelSet());
    facts.put("version", set.version());
    facts.put("labels", set.labels());
    facts.put("definedAt", set.definedAt().toEpochMilli());
    return facts;
  }

  /** GET of a name below the path: its definition, as it would be written again. */
  Answer get(Request request) {
    String name = request.below(PATH + "/");
    return cluster
        .labelSets()
        .get(name)
        .map(found -> Answer.json(200, LabelSetJson.of(found)))
        .orElseGet(() -> Answer.text(404, "there is no label set " + name));
  }

  /** POST of a name below the path: publishes it; with /preview behind: says what would change. */
  Answer post(Request request) throws InterruptedException {
    String name = request.below(CHANGES + "/");
    try {
      return name.endsWith(PREVIEW)
          ? preview(name.substring(0, name.length() - PREVIEW.length()), request.text())
          : publish(name, request.text());
    } catch (CliException | IllegalArgumentException e) {
      return problem("invalid", e.getMessage());
    }
  }

  private Answer preview(String name, String json) throws InterruptedException {
    LabelSet definition = LabelSetJson.parse(json);
    return Answer.json(200, Json.line(preview.of(name, app.labelSet(name), definition)));
  }

  /** The document's version is the one that it must replace, so that no update is lost. */
  private Answer publish(String name, String json) {
    LabelSet definition = LabelSetJson.parse(json);
    Outcome outcome = cluster.labelSets().set(name, definition, expected(json), VERDICT);
    if (outcome instanceof Outcome.Accepted accepted) {
      return Answer.json(200, Json.line(Map.of("version", accepted.version())));
    }
    if (outcome instanceof Outcome.Refused refused) {
      return problem(refused.reason(), refused.message());
    }
    return Answer.json(
        504,
        Json.line(
            Map.of(
                "reason",
                "no-answer",
                "message",
                "no verdict within %d s; it can still be accepted"
                    .formatted(VERDICT.toSeconds()))));
  }

  private static OptionalLong expected(String json) {
    try {
      JsonNode version = MAPPER.readTree(json).path("version");
      return version.isIntegralNumber()
          ? OptionalLong.of(version.longValue())
          : OptionalLong.of(LabelSetClient.ABSENT);
    } catch (JsonProcessingException e) {
      throw new CliException(e.getOriginalMessage(), e);
    }
  }

  private static Answer problem(String reason, String message) {
    return Answer.json(
        422, Json.line(Map.of("reason", reason, "message", String.valueOf(message))));
  }
}
