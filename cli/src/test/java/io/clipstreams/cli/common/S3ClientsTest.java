package io.clipstreams.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.config.ClipStreamsConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;

class S3ClientsTest {

  private static S3AsyncClient client(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("bootstrap.servers", "broker:9092");
    all.put("schema.registry.url", "http://registry:8081");
    return S3Clients.create(new ClipStreamsConfig(all).s3());
  }

  @Test
  void theSdkReadsItsOwnSettingsFromOurs() {
    try (S3AsyncClient client = client(Map.of("s3.sdk.region", "eu-south-2"))) {
      assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_SOUTH_2);
    }
  }

  @Test
  void ourSettingsWinOverThose() {
    try (S3AsyncClient client =
        client(Map.of("s3.sdk.region", "eu-south-2", "s3.region", "eu-west-3"))) {
      assertThat(client.serviceClientConfiguration().region()).isEqualTo(Region.EU_WEST_3);
    }
  }
}
