package io.clipstreams.topology.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUriTest {

  @Test
  void schemeBucketAndKeyAreTold() {
    assertThat(ImageUri.parse("S3://photos/a/b c%20d?e#f.jpg"))
        .contains(new ImageUri("s3", "photos", "a/b c%20d?e#f.jpg"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "photo.jpg", "s3://", "s3://photos", "s3://photos/", "s3:///key", "/a"})
  void whatHasNoBucketOrKeyIsNone(String uri) {
    assertThat(ImageUri.parse(uri)).isEmpty();
  }
}
