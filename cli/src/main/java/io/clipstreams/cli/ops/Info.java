package io.clipstreams.cli.ops;

import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.Version;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.RunningModel;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.TopicSettings;
import io.clipstreams.topology.labels.catalog.PublishedVersion;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code /info} tells of the process: nothing secret, and no more sets than metrics show. */
final class Info {

  private final ClipStreamsConfig config;
  private final Instant startedAt =
      Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  private volatile ClipStreamsApp app;

  Info(ClipStreamsConfig config) {
    this.config = config;
  }

  void follow(ClipStreamsApp app) {
    this.app = app;
  }

  String json() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("version", Version.ofThisBuild());
    info.put("java", Runtime.version().toString());
    info.put("startedAt", startedAt.toString());
    info.put("applicationId", config.kafka().applicationId());
    info.put("processingGuarantee", config.kafka().processingGuarantee());
    info.put("topics", topics(config.topics()));
    ClipStreamsApp running = app;
    if (running != null) {
      info.put("state", running.streams().state().toString());
      info.put("model", model(running.model()));
      List<PublishedVersion> sets = running.labelSets();
      info.put("labelSetCount", sets.size());
      info.put(
          "labelSets", sets.stream().limit(LabelSetMeters.MOST_SETS).map(Info::labelSet).toList());
    }
    return Json.line(info);
  }

  private static Map<String, Object> topics(TopicSettings topics) {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("images", topics.images());
    topics.s3Events().ifPresent(name -> names.put("s3Events", name));
    topics.cloudEvents().ifPresent(name -> names.put("cloudEvents", name));
    names.put("labelSets", topics.labelSets());
    names.put("labelVectors", topics.labelVectors());
    names.put("classifications", topics.classifications());
    names.put("deadLetters", topics.deadLetters());
    return names;
  }

  private static Map<String, Object> model(RunningModel model) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("fingerprint", model.fingerprint());
    facts.put("precision", model.precision());
    facts.put("device", model.device());
    facts.put("dimension", model.dimension());
    facts.put("loadMillis", model.loadTime().toMillis());
    return facts;
  }

  private static Map<String, Object> labelSet(PublishedVersion set) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", set.labelSet());
    facts.put("version", set.version());
    facts.put("labels", set.labels());
    facts.put("definedAt", set.definedAt().toString());
    return facts;
  }
}
