package io.clipstreams.topology.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.source.MessageFormat.Decoded;
import io.clipstreams.topology.source.MessageFormat.Indexed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class S3NotificationsTest {

  /** As MinIO writes it. */
  private static final String MINIO =
      """
      {"EventName":"s3:ObjectCreated:Put","Key":"images/a/b c.jpg","Records":[{"eventVersion":"2.0",
      "eventSource":"minio:s3","awsRegion":"","eventTime":"2025-02-06T01:04:31.998Z",
      "eventName":"s3:ObjectCreated:Put","userIdentity":{"principalId":"me"},
      "requestParameters":{"sourceIPAddress":"127.0.0.1"},"responseElements":{},
      "s3":{"s3SchemaVersion":"1.0","configurationId":"Config",
      "bucket":{"name":"images","ownerIdentity":{"principalId":"me"},"arn":"arn:aws:s3:::images"},
      "object":{"key":"a%2Fb+c.jpg","size":300000,"eTag":"0cc175b9c0f1b6a8","contentType":"image/jpeg",
      "userMetadata":{"X-Amz-Meta-Camera":"north","content-type":"image/jpeg"},
      "versionId":"v-7","sequencer":"182178E8B36AC9DF"}},
      "source":{"host":"127.0.0.1","port":"","userAgent":"MinIO"}}]}\
      """;

  private final S3Notifications notifications = new S3Notifications(KeyFilter.ALL);

  private static Decoded decode(MessageFormat format, String json) {
    return format.decode(
        "clip.s3-events", json.getBytes(StandardCharsets.UTF_8), new RecordHeaders());
  }

  private List<Indexed> references(String json) {
    Decoded decoded = decode(notifications, json);
    assertThat(decoded).isInstanceOf(Decoded.References.class);
    return ((Decoded.References) decoded).references();
  }

  private String refusal(String json) {
    Decoded decoded = decode(notifications, json);
    assertThat(decoded).isInstanceOf(Decoded.Refused.class);
    assertThat(((Decoded.Refused) decoded).reason()).isEqualTo("malformed-event");
    return ((Decoded.Refused) decoded).error().getMessage();
  }

  /** As AWS writes it: no prefix before the event's name. */
  private static String record(String eventName, String bucket, String key) {
    return """
    {"eventSource":"aws:s3","eventName":"%s","s3":{"bucket":{"name":"%s"},"object":{"key":"%s"}}}\
    """
        .formatted(eventName, bucket, key);
  }

  private static String aws(String... records) {
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  @Test
  void whatMinioWritesNamesTheObjectItsVersionAndItsMetadata() {
    assertThat(references(MINIO))
        .containsExactly(
            new Indexed(
                0,
                ImageReference.newBuilder()
                    .setUri("s3://images/a/b c.jpg")
                    .setEtag("0cc175b9c0f1b6a8")
                    .setVersionId("v-7")
                    .setMetadata(Map.of("camera", "north"))
                    .build()));
  }

  @Test
  void whatAwsWritesMayNameSeveralObjects() {
    List<Indexed> found =
        references(
            aws(
                record("ObjectCreated:Put", "photos", "one.jpg"),
                record("ObjectCreated:CompleteMultipartUpload", "photos", "caf%C3%A9%2Btwo.jpg")));

    assertThat(found).extracting(Indexed::index).containsExactly(0, 1);
    assertThat(found)
        .extracting(one -> one.reference().getUri())
        .containsExactly("s3://photos/one.jpg", "s3://photos/café+two.jpg");
    assertThat(found.get(0).reference().getEtag()).isNull();
    assertThat(found.get(0).reference().getVersionId()).isNull();
  }

  @Test
  void removalsAreMarkedOtherEventsAreNothingToClassifyAndIndicesStay() {
    assertThat(
            references(
                aws(
                    record("s3:ObjectAccessed:Get", "photos", "c"),
                    record("ObjectCreated:Copy", "photos", "b"),
                    record("ObjectRemoved:Delete", "photos", "a"))))
        .extracting(Indexed::index, Indexed::isRemoval)
        .containsExactly(tuple(1, false), tuple(2, true));
  }

  @Test
  void theTestEventOfANewConfigurationIsNothingToClassify() {
    assertThat(
            references("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"b\"}"))
        .isEmpty();
    assertThat(references(aws())).isEmpty();
  }

  @Test
  void keysAreTakenByPrefixAndSuffixAfterTheyAreUnescaped() {
    S3Notifications jpegsOfTheYear =
        new S3Notifications(new KeyFilter(List.of("2026/"), List.of(".jpg", ".jpeg")));
    Decoded decoded =
        decode(
            jpegsOfTheYear,
            aws(
                record("ObjectCreated:Put", "b", "2026%2Fa.jpg"),
                record("ObjectCreated:Put", "b", "2025%2Fb.jpg"),
                record("ObjectCreated:Put", "b", "2026%2Fc.txt")));

    assertThat(((Decoded.References) decoded).references())
        .extracting(found -> found.reference().getUri())
        .containsExactly("s3://b/2026/a.jpg");
  }

  @Test
  void whatIsNoNotificationIsRefusedWithTheReason() {
    assertThat(refusal("no json")).contains("no JSON");
    assertThat(refusal("{} {}")).contains("no JSON");
    assertThat(refusal("[]")).contains("no JSON object");
    assertThat(refusal("{}")).contains("Records");
    assertThat(refusal("{\"Records\":{}}")).contains("Records");
    assertThat(refusal(aws("{}"))).contains("/eventName");
    assertThat(refusal(aws("7"))).contains("/eventName");
    assertThat(refusal(aws("{\"eventName\":\"ObjectCreated:Put\"}"))).contains("/s3/bucket/name");
    assertThat(refusal(aws(record("ObjectCreated:Put", "b", "")))).contains("/s3/object/key");
    assertThat(refusal(aws(record("ObjectCreated:Put", "b", "%zz")))).contains("%zz");
    assertThat(refusal("[".repeat(30_000))).contains("no JSON");
  }

  @Test
  void aBucketThatWouldBeReadAsAnotherAddressIsRefused() {
    assertThat(refusal(aws(record("ObjectCreated:Put", "b/../c", "k")))).contains("b/../c");
    assertThat(refusal(aws(record("ObjectCreated:Put", "b?x", "k")))).contains("b?x");
  }

  @Test
  void moreRecordsThanTheBoundAreRefused() {
    String[] records = new String[S3Notifications.MOST_RECORDS + 1];
    Arrays.fill(records, record("ObjectCreated:Put", "b", "k"));
    assertThat(refusal(aws(records))).contains("101");
  }
}
