package io.clipstreams.topology.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.source.MessageFormat.Decoded;
import io.clipstreams.topology.source.MessageFormat.Indexed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class CloudEventMessagesTest {

  private static final String RECORD =
      """
      {"eventName":"ObjectCreated:Put",
       "s3":{"bucket":{"name":"photos"},"object":{"key":"a+b.jpg","eTag":"e","versionId":"v"}}}\
      """;
  private static final String OWN =
      """
      {"uri":"s3://photos/cat.jpg","versionId":"v","etag":"e","labelSets":["pets"],
       "metadata":{"camera":"north"}}\
      """;

  private final CloudEventMessages events = new CloudEventMessages(KeyFilter.ALL);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Decoded binary(String type, String data) {
    Headers headers =
        new RecordHeaders()
            .add("ce_specversion", utf8("1.0"))
            .add("ce_id", utf8("1"))
            .add("ce_source", utf8("/camera"))
            .add("ce_type", utf8(type))
            .add("content-type", utf8("application/json"));
    return events.decode("clip.cloud-events", utf8(data), headers);
  }

  private Decoded structured(String event) {
    return events.decode(
        "clip.cloud-events",
        utf8(event),
        new RecordHeaders()
            .add("content-type", utf8("application/cloudevents+json; charset=UTF-8")));
  }

  private static String event(String type, String data) {
    return """
    {"specversion":"1.0","id":"1","source":"/camera","type":"%s",
     "datacontenttype":"application/json","data":%s}\
    """
        .formatted(type, data);
  }

  private static List<Indexed> references(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.References.class);
    return ((Decoded.References) decoded).references();
  }

  private static String refusal(Decoded decoded) {
    assertThat(decoded).isInstanceOf(Decoded.Refused.class);
    return ((Decoded.Refused) decoded).error().getMessage();
  }

  @Test
  void anS3RecordIsReadInBothModes() {
    ImageReference expected =
        ImageReference.newBuilder()
            .setUri("s3://photos/a b.jpg")
            .setEtag("e")
            .setVersionId("v")
            .build();
    String type = "com.amazonaws.s3.ObjectCreated.Put";

    assertThat(references(binary(type, RECORD))).containsExactly(new Indexed(0, expected));
    assertThat(references(structured(event(type, RECORD))))
        .containsExactly(new Indexed(0, expected));
  }

  @Test
  void aWholeNotificationAsDataIsReadToo() {
    assertThat(
            references(
                binary(
                    "com.amazonaws.s3.ObjectCreated:Put",
                    "{\"Records\":[" + RECORD + "," + RECORD + "]}")))
        .extracting(Indexed::index)
        .containsExactly(0, 1);
  }

  @Test
  void ourOwnTypeCarriesTheFieldsOfAnImageReference() {
    ImageReference expected =
        ImageReference.newBuilder()
            .setUri("s3://photos/cat.jpg")
            .setVersionId("v")
            .setEtag("e")
            .setLabelSets(List.of("pets"))
            .setMetadata(Map.of("camera", "north"))
            .build();

    assertThat(references(binary(CloudEventMessages.OWN_TYPE, OWN)))
        .containsExactly(new Indexed(0, expected));
    assertThat(references(structured(event(CloudEventMessages.OWN_TYPE, OWN))))
        .containsExactly(new Indexed(0, expected));
    assertThat(references(binary(CloudEventMessages.OWN_TYPE, "{\"uri\":\"s3://b/k\"}")))
        .extracting(found -> found.reference().getUri())
        .containsExactly("s3://b/k");
  }

  @Test
  void aRemovalIsMarked() {
    assertThat(references(binary("com.amazonaws.s3.ObjectRemoved.Delete", RECORD)))
        .singleElement()
        .satisfies(found -> assertThat(found.isRemoval()).isTrue());
  }

  @Test
  void otherTypesAreSomebodyElses() {
    assertThat(references(binary("com.example.order", "7"))).isEmpty();
    assertThat(references(structured(event("com.example.order", "7")))).isEmpty();
  }

  @Test
  void whatIsNoCloudEventIsRefusedWithTheReason() {
    assertThat(refusal(events.decode("clip.cloud-events", utf8(RECORD), new RecordHeaders())))
        .contains("no CloudEvent");
    assertThat(refusal(structured("{"))).contains("no CloudEvent");
    assertThat(refusal(structured("{\"specversion\":\"1.0\",\"id\":\"1\"}")))
        .contains("no CloudEvent");
    assertThat(
            refusal(
                events.decode(
                    "clip.cloud-events",
                    utf8(RECORD),
                    new RecordHeaders().add("ce_specversion", null).add("ce_type", null))))
        .contains("no CloudEvent");
  }

  @Test
  void dataThatDoNotFitTheTypeAreRefusedWithTheReason() {
    assertThat(refusal(binary(CloudEventMessages.OWN_TYPE, "{}"))).contains("/uri");
    assertThat(refusal(binary(CloudEventMessages.OWN_TYPE, "no json"))).contains("no JSON");
    assertThat(
            refusal(binary(CloudEventMessages.OWN_TYPE, "{\"uri\":\"s3://b/k\",\"labelSets\":7}")))
        .contains("labelSets");
    assertThat(
            refusal(binary(CloudEventMessages.OWN_TYPE, "{\"uri\":\"s3://b/k\",\"metadata\":[]}")))
        .contains("metadata");
    assertThat(refusal(binary("com.amazonaws.s3.ObjectCreated.Put", "{}")))
        .contains("/s3/bucket/name");
    assertThat(
            refusal(
                structured(
                    "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/c\",\"type\":\""
                        + CloudEventMessages.OWN_TYPE
                        + "\"}")))
        .contains("no data");
  }
}
