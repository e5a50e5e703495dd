package io.clipstreams.cli.common;

import static io.clipstreams.cli.events.Answers.EVENT;
import static io.clipstreams.cli.events.Answers.classification;
import static io.clipstreams.cli.events.Answers.label;
import static io.clipstreams.cli.events.Answers.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.json.AvroJson;
import org.junit.jupiter.api.Test;

class AvroJsonTest {

  @Test
  void aClassificationIsOneLineOfPlainJson() {
    String json = Json.line(AvroJson.of(classification("cat.png", result(7, label("cat", 0.9f)))));

    assertThat(json)
        .startsWith("{\"imageId\":\"cat.png\",\"uri\":\"s3://images/cat.png\",")
        .contains(
            "\"source\":{\"topic\":\"clip.images\",\"partition\":2,\"offset\":40,\"index\":0}")
        .contains(
            "\"results\":[{\"labelSet\":\"pets\",\"version\":7,\"status\":\"OK\",\"labels\":"
                + "[{\"name\":\"cat\",\"similarity\":0.45,\"score\":0.9}]}]")
        .contains("\"event\":" + EVENT)
        .doesNotContain("versionId", "\n");
  }
}
