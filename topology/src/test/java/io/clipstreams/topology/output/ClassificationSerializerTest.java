package io.clipstreams.topology.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.Cause;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.SourceCoordinates;
import io.clipstreams.schemas.Times;
import io.clipstreams.topology.config.OutputSettings;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

class ClassificationSerializerTest {

  private static final byte[] AVRO = {0, 0, 0, 0, 1};
  private static final Instant SCORED = Instant.parse("2026-11-21T03:00:00Z");
  private static final Classification ANSWER =
      Classification.newBuilder()
          .setImageId("cät 1")
          .setUri("s3://photos/cat")
          .setSource(new SourceCoordinates("clip.images", 3, 17L, 2))
          .setCause(Cause.LIVE)
          .setResults(List.of())
          .setModel("m")
          .setPrecision("float32")
          .setWidth(1)
          .setHeight(1)
          .setBatchSize(1)
          .setTimes(
              Times.newBuilder().setEvent(SCORED).setReceived(SCORED).setScored(SCORED).build())
          .build();

  private final Headers headers = new RecordHeaders();

  private byte[] serialize(boolean json, boolean cloudEvents) {
    return serialize(json, cloudEvents, ANSWER);
  }

  private byte[] serialize(boolean json, boolean cloudEvents, Classification answer) {
    Serializer<Classification> avro = (topic, classification) -> AVRO;
    return new ClassificationSerializer(new OutputSettings(json, cloudEvents), "my app", avro)
        .serialize("clip.classifications", headers, answer);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void avroIsTheDefaultAndTheInputsHeadersStay() {
    headers.add("traceparent", utf8("00-1"));

    assertThat(serialize(false, false)).isEqualTo(AVRO);
    assertThat(headers).extracting("key").containsExactly("traceparent");
  }

  @Test
  void jsonIsTheSameRecord() {
    assertThat(new String(serialize(true, false), StandardCharsets.UTF_8))
        .startsWith("{\"imageId\":\"cät 1\",\"uri\":\"s3://photos/cat\"");
  }

  @Test
  void asACloudEventItCanBeReadByAnybodysLibrary() {
    byte[] value = serialize(true, true);

    CloudEvent event = KafkaMessageFactory.createReader(headers, value).toEvent();

    assertThat(event.getId()).isEqualTo("clip.images-3@17#2");
    assertThat(event.getSource().toString()).isEqualTo("/clip-streams/my%20app");
    assertThat(event.getType()).isEqualTo("io.clipstreams.Classification");
    assertThat(event.getSubject()).isEqualTo("cät 1");
    assertThat(event.getTime().toInstant()).isEqualTo(SCORED);
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getData().toBytes()).isEqualTo(value);
  }

  @Test
  void theAnswerOfALaterVersionIsAnotherEvent() {
    Classification rescored =
        Classification.newBuilder(ANSWER)
            .setCause(Cause.RESCORE)
            .setResults(List.of(new LabelSetResult("pets", 9L, ResultStatus.OK, List.of())))
            .build();
    byte[] value = serialize(true, true, rescored);

    assertThat(KafkaMessageFactory.createReader(headers, value).toEvent().getId())
        .isEqualTo("clip.images-3@17#2/pets@9");
  }

  @Test
  void whatCallsTheInputACloudEventIsNotPassedOn() {
    headers.add("ce_type", utf8("com.amazonaws.s3.ObjectCreated.Put"));
    headers.add("ce_extension", utf8("x"));
    headers.add("Content-Type", utf8("application/json"));
    headers.add("traceparent", utf8("00-1"));

    serialize(false, false);
    assertThat(headers).extracting("key").containsExactly("traceparent");

    headers.add("ce_type", utf8("com.amazonaws.s3.ObjectCreated.Put"));
    serialize(false, true);
    assertThat(headers.headers("ce_type")).hasSize(1);
    assertThat(headers.lastHeader("ce_type").value())
        .isEqualTo(utf8("io.clipstreams.Classification"));
    assertThat(headers.lastHeader("content-type").value()).isEqualTo(utf8("application/avro"));
  }
}
