package io.clipstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.topology.source.KeyFilter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class ClipStreamsConfigTest {

  private static final Map<String, String> LEAST =
      Map.of("bootstrap.servers", "broker:9092", "schema.registry.url", "http://registry:8081");

  private static ClipStreamsConfig with(String... keysAndValues) {
    Map<String, String> settings = new HashMap<>(LEAST);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      settings.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return new ClipStreamsConfig(settings);
  }

  @Test
  void brokerAndRegistryAreAllThatIsNeeded() {
    ClipStreamsConfig config = with();
    assertThat(config.kafka().processingGuarantee()).isEqualTo("exactly_once_v2");
    assertThat(config.kafka().sessionTimeout()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.images().maxBytes()).isEqualTo(25 * 1024 * 1024);
    assertThat(config.images().maxPixels()).isEqualTo(50_000_000);
    assertThat(config.topics().deadLetters()).isEqualTo("clip.dead-letters");
    assertThat(config.model().checkpoint()).isEmpty();
  }

  @Test
  void everyKeyIsDocumented() {
    assertThat(ClipStreamsConfig.definition().configKeys().values())
        .allSatisfy(key -> assertThat(key.documentation).as(key.name).isNotBlank().endsWith("."));
  }

  @Test
  void anUnknownKeyIsRefusedByName() {
    assertThatThrownBy(() -> with("batch.max.image", "3"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("batch.max.image");
  }

  @Test
  void aMissingKeyIsRefusedByName() {
    assertThatThrownBy(() -> new ClipStreamsConfig(Map.of("bootstrap.servers", "b:1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @Test
  void aBadValueIsRefusedByName() {
    assertThatThrownBy(() -> with("batch.max.images", "0"))
        .hasMessageContaining("batch.max.images");
    assertThatThrownBy(() -> with("s3.endpoint", "localhost")).hasMessageContaining("s3.endpoint");
    assertThatThrownBy(() -> with("topic.images", "no spaces"))
        .hasMessageContaining("topic.images");
    assertThatThrownBy(() -> with("processing.guarantee", "maybe"))
        .hasMessageContaining("processing.guarantee");
    assertThatThrownBy(() -> with("s3.access.key", "a")).hasMessageContaining("s3.secret.key");
    assertThatThrownBy(() -> with("labels.topic.prefix", "clip."))
        .hasMessageContaining("labels.topic.prefix")
        .hasMessageContaining("clip.images");
    assertThatThrownBy(() -> with("inflight.max.bytes", "1000"))
        .hasMessageContaining("image.max.bytes");
  }

  @Test
  void theDeadlineLeavesRoomForAllThatMayTakeTimeByTheSettings() {
    ClipStreamsConfig config = with("fetch.retry.ms", "20000", "labels.wait.ms", "3000");
    assertThat(config.retry().deadline()).isEqualTo(Duration.ofSeconds(2 * 20 + 3 + 300));
  }

  @Test
  void aDeadlineShorterThanWhatMayTakeTimeIsRefused() {
    assertThatThrownBy(() -> with("inflight.deadline.ms", "599999"))
        .hasMessageContaining("inflight.deadline.ms")
        .hasMessageContaining("fetch.retry.ms");
    assertThatThrownBy(
            () ->
                with(
                    "inflight.deadline.ms", "59999",
                    "fetch.retry.ms", "0"))
        .hasMessageContaining("inflight.deadline.ms")
        .hasMessageContaining("labels.wait.ms");
    assertThat(with("inflight.deadline.ms", "600000").retry().deadline())
        .isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void secretsAreNotPrinted() {
    ClipStreamsConfig config = with("s3.access.key", "me", "s3.secret.key", "hush");
    assertThat(config.values().toString()).doesNotContain("hush");
    assertThat(config.s3().toString()).doesNotContain("hush");
    assertThat(config.s3().credentials().orElseThrow().secretKey().value()).isEqualTo("hush");
  }

  @Test
  void eventsOfAStoreHaveTopicsOfTheirOwnOrNone() {
    assertThat(with().topics().s3Events()).isEmpty();
    assertThat(with().topics().cloudEvents()).isEmpty();
    assertThat(with("topic.s3.events", "events").topics().s3Events()).hasValue("events");
    assertThatThrownBy(() -> with("topic.s3.events", "clip.images"))
        .hasMessageContaining("topic.s3.events")
        .hasMessageContaining("topic.images");
    assertThatThrownBy(() -> with("topic.s3.events", "e", "topic.cloud.events", "e"))
        .hasMessageContaining("topic.cloud.events");
    assertThatThrownBy(() -> with("topic.s3.events", "no spaces"))
        .hasMessageContaining("topic.s3.events");
  }

  @Test
  void keysOfWantedObjectsAreLists() {
    assertThat(with().events().keys()).isEqualTo(KeyFilter.ALL);
    assertThat(with("s3.events.key.suffixes", ".jpg,.png").events().keys().suffixes())
        .containsExactly(".jpg", ".png");
  }

  @Test
  void answersAreAvroUnlessJsonIsWanted() {
    assertThat(with().output()).isEqualTo(new OutputSettings(false, false));
    assertThat(with("output.format", "json", "output.cloudevents", "true").output())
        .isEqualTo(new OutputSettings(true, true));
  }

  @Test
  void theSdksOwnSettingsGoThroughAlsoFromTheEnvironment() {
    assertThat(with("s3.sdk.role_arn", "r", "s3.sdk.retry.mode", "adaptive").s3().sdk())
        .containsOnly(Map.entry("role_arn", "r"), Map.entry("retry_mode", "adaptive"));
    assertThatThrownBy(() -> with("s3.sdk.region", "a\n[profile other]"))
        .hasMessageContaining("s3.sdk.region");
    assertThatThrownBy(() -> with("s3.sdk.aws_secret_access_key", "hush"))
        .hasMessageContaining("s3.secret.key")
        .hasMessageNotContaining("hush");
  }

  @Test
  void healthAndMetricsAreServedUnlessSwitchedOff() {
    assertThat(with().http().port()).hasValue(8080);
    assertThat(with("http.port", "0").http().port()).hasValue(0);
    assertThat(with("http.port", "-1").http().port()).isEmpty();
    assertThatThrownBy(() -> with("http.port", "65536")).hasMessageContaining("http.port");
  }

  @Test
  void theLogIsTextUnlessJsonIsWanted() {
    assertThat(with().log().json()).isFalse();
    assertThat(with("log.format", "json").log().json()).isTrue();
    assertThatThrownBy(() -> with("log.format", "xml")).hasMessageContaining("log.format");
  }

  @Test
  void streamsGetsOurDefaults() {
    Map<String, Object> streams = with().streamsSettings();
    assertThat(streams)
        .containsEntry("application.id", "clip-streams")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("poll.ms", 10L)
        .containsEntry("buffered.records.per.partition", 8)
        .containsEntry("main.consumer.max.poll.records", 32)
        .containsEntry("producer.max.request.size", 2 * 1024 * 1024);
    assertThat(new StreamsConfig(streams)).isNotNull();
  }

  @Test
  void underAtLeastOnceAnswersDoNotWaitForTheProducer() {
    assertThat(with("processing.guarantee", "at_least_once").streamsSettings())
        .containsEntry("producer.linger.ms", 5);
    assertThat(
            with("processing.guarantee", "at_least_once", "producer.linger.ms", "50")
                .streamsSettings())
        .containsEntry("producer.linger.ms", "50");
    // Here a commit sends what lingers, and nothing is read before it.
    assertThat(with().streamsSettings()).doesNotContainKey("producer.linger.ms");
  }

  @Test
  void prefixedKeysArePassedThrough() {
    Map<String, Object> streams =
        with(
                "streams.num.standby.replicas", "1",
                "consumer.max.poll.records", "7",
                "producer.linger.ms", "3",
                "sasl.mechanism", "PLAIN")
            .streamsSettings();
    assertThat(streams)
        .containsEntry("num.standby.replicas", "1")
        .containsEntry("consumer.max.poll.records", "7")
        .doesNotContainKey("main.consumer.max.poll.records")
        .containsEntry("producer.linger.ms", "3")
        .containsEntry("sasl.mechanism", "PLAIN");
    assertThat(with("sasl.mechanism", "PLAIN").clientSettings())
        .containsEntry("sasl.mechanism", "PLAIN");
  }

  @Test
  void aKeyOfOursIsNotPassedThrough() {
    assertThatThrownBy(() -> with("streams.application.id", "other").streamsSettings())
        .hasMessageContaining("Write application.id");
  }

  @Test
  void onlyTheClassicGroupProtocolIsAllowed() {
    assertThatThrownBy(() -> with("streams.group.protocol", "streams").streamsSettings())
        .hasMessageContaining("classic");
  }

  @Test
  void theRegistryGetsItsKeys() {
    assertThat(
            with(
                    "basic.auth.credentials.source", "USER_INFO",
                    "schema.registry.ssl.truststore.location", "/trust",
                    "auto.register.schemas", "false")
                .serdeSettings())
        .containsEntry("schema.registry.url", "http://registry:8081")
        .containsEntry("basic.auth.credentials.source", "USER_INFO")
        .containsEntry("schema.registry.ssl.truststore.location", "/trust")
        .containsEntry("auto.register.schemas", "false");
  }
}
