package io.clipstreams.cli.labels;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.Probe;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One label of a {@link LabelSetDocument}: its name alone, or an object. */
record LabelDocument(
    String name,
    String displayName,
    List<String> captions,
    List<String> examples,
    ProbeDocument probe,
    Float threshold,
    String topic) {

  LabelDocument {
    if (name == null) {
      throw new IllegalArgumentException("a label has no name");
    }
  }

  LabelDocument(String name) {
    this(name, null, null, null, null, null, null);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static LabelDocument ofName(String name) {
    return new LabelDocument(name);
  }

  @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
  static LabelDocument ofObject(
      @JsonProperty("name") String name,
      @JsonProperty("displayName") String displayName,
      @JsonProperty("captions") List<String> captions,
      @JsonProperty("examples") List<String> examples,
      @JsonProperty("probe") ProbeDocument probe,
      @JsonProperty("threshold") Float threshold,
      @JsonProperty("topic") String topic) {
    return new LabelDocument(name, displayName, captions, examples, probe, threshold, topic);
  }

  /** As short as it can be written. */
  @JsonValue
  Object written() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    putGiven(fields, "displayName", displayName);
    putGiven(fields, "captions", captions);
    putGiven(fields, "examples", examples);
    putGiven(fields, "probe", probe);
    putGiven(fields, "threshold", threshold);
    putGiven(fields, "topic", topic);
    return fields.size() == 1 ? name : fields;
  }

  private static void putGiven(Map<String, Object> fields, String name, Object value) {
    if (value != null && !List.of().equals(value)) {
      fields.put(name, value);
    }
  }

  static LabelDocument of(Label label) {
    return new LabelDocument(
        label.getName(),
        label.getDisplayName(),
        label.getCaptions(),
        label.getExamples(),
        label.getProbe() == null ? null : ProbeDocument.of(label.getProbe()),
        label.getThreshold(),
        label.getTopic());
  }

  Label toAvro() {
    return Label.newBuilder()
        .setName(name)
        .setDisplayName(displayName)
        .setCaptions(captions == null ? List.of() : captions)
        .setExamples(examples == null ? List.of() : examples)
        .setProbe(probe == null ? null : probe.toAvro())
        .setThreshold(threshold)
        .setTopic(topic)
        .build();
  }

  /** A trained linear probe; the weights in base64. */
  record ProbeDocument(String model, byte[] weights, float bias) {

    static ProbeDocument of(Probe probe) {
      ByteBuffer buffer = probe.getWeights().duplicate();
      byte[] weights = new byte[buffer.remaining()];
      buffer.get(weights);
      return new ProbeDocument(probe.getModel(), weights, probe.getBias());
    }

    Probe toAvro() {
      return new Probe(model, ByteBuffer.wrap(weights), bias);
    }
  }
}
