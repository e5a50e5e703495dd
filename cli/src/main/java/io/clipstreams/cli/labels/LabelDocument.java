package io.clipstreams.cli.labels;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.Probe;
import java.nio.ByteBuffer;
import java.util.List;

/** One label of a {@link LabelSetDocument}: its name alone, or an object. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
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
