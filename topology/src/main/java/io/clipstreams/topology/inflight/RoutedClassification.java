package io.clipstreams.topology.inflight;

import io.clipstreams.schemas.Classification;
import io.clipstreams.topology.labels.LabelRoute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A copy of a classification for the topic of labels for which it decides. Headers mark it: one
 * pair of {@link #LABEL_SET} and {@link #LABEL} for each of these labels.
 *
 * @param routes of this topic, at least one
 */
public record RoutedClassification(
    String topic, Classification classification, List<LabelRoute> routes) {

  /** Header of a copy: the set of a label for which it decides. */
  public static final String LABEL_SET = "clip.decided.label-set";

  /** Header of a copy: the label. */
  public static final String LABEL = "clip.decided.label";

  public RoutedClassification {
    routes = List.copyOf(routes);
  }

  /** One copy for each topic, whatever number of labels name it. */
  static List<RoutedClassification> of(Classification classification, List<LabelRoute> routes) {
    Map<String, List<LabelRoute>> byTopic = new LinkedHashMap<>();
    routes.forEach(
        route -> byTopic.computeIfAbsent(route.topic(), topic -> new ArrayList<>()).add(route));
    return byTopic.entrySet().stream()
        .map(entry -> new RoutedClassification(entry.getKey(), classification, entry.getValue()))
        .toList();
  }

  /** The classification's headers, and which labels the copy is for. */
  Headers markedHeaders(Headers original) {
    Headers headers = new RecordHeaders(original.toArray());
    headers.remove(LABEL_SET);
    headers.remove(LABEL);
    for (LabelRoute route : routes) {
      headers.add(LABEL_SET, route.labelSet().getBytes(StandardCharsets.UTF_8));
      headers.add(LABEL, route.label().getBytes(StandardCharsets.UTF_8));
    }
    return headers;
  }

  /**
   * Writes the classification as its own topic has it. The schema is that topic's: a subject for
   * each label's topic would have to be registered, and the stream thread would wait for that.
   */
  public static Serializer<RoutedClassification> serializer(
      Serializer<Classification> classifications, String classificationsTopic) {
    return new Serializer<>() {
      @Override
      public byte[] serialize(String topic, RoutedClassification copy) {
        return classifications.serialize(classificationsTopic, copy.classification());
      }

      @Override
      public byte[] serialize(String topic, Headers headers, RoutedClassification copy) {
        return classifications.serialize(classificationsTopic, headers, copy.classification());
      }
    };
  }
}
