package io.clipstreams.topology.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** From where images may be read. */
class SourceLimitsTest {

  @Test
  void httpsIsOffUnlessSwitchedOn() {
    assertThat(with().https().enabled()).isFalse();
    assertThat(with("https.hosts", "images.example.com").https().enabled()).isFalse();
  }

  @Test
  void httpsNeedsTheHostsThatMayBeAsked() {
    assertThatThrownBy(() -> with("https.enabled", "true"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("https.hosts");
    assertThat(
            with("https.enabled", "true", "https.hosts", "a.example, *.b.example:8443")
                .https()
                .hosts())
        .containsExactly("a.example", "*.b.example:8443");
  }

  @Test
  void aHostIsNoAddressAndNoOtherPattern() {
    for (String wrong : new String[] {"https://a.example", "*", "a.*.example", "a.example/b"}) {
      assertThatThrownBy(() -> with("https.hosts", wrong))
          .as(wrong)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("https.hosts");
    }
  }

  @Test
  void anyPlainBucketIsReadUnlessSomeAreListed() {
    S3Settings any = with().s3();
    assertThat(any.allows("photos")).isTrue();
    assertThat(any.allows("arn:aws:s3:us-east-1:123456789012:accesspoint:photos")).isFalse();

    S3Settings listed =
        with("s3.buckets", "photos,arn:aws:s3:us-east-1:123456789012:accesspoint:photos").s3();
    assertThat(listed.allows("photos")).isTrue();
    assertThat(listed.allows("arn:aws:s3:us-east-1:123456789012:accesspoint:photos")).isTrue();
    assertThat(listed.allows("private")).isFalse();
  }

  private static ClipStreamsConfig with(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", "nowhere:9092");
    all.put("schema.registry.url", "http://nowhere:8081");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new ClipStreamsConfig(all);
  }
}
