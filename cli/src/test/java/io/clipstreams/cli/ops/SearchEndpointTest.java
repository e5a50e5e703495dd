package io.clipstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.ops.HttpEndpoints.Answer;
import io.clipstreams.cli.search.InstanceSearch;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SearchEndpointTest {

  private static Answer post(String body) {
    try (InstanceSearch search = new InstanceSearch()) {
      return new SearchEndpoint(search).answer(null, body.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatIsNoSearchIsRefusedWithTheReason() {
    assertThat(post("{}").status()).isEqualTo(400);
    assertThat(post("{\"model\":\"a\",\"vector\":[1],\"most\":0}").body())
        .contains("\"error\"", "most must be from 1");
  }

  @Test
  void aSearchThatCannotBeAnsweredNowIsToComeBackLater() {
    Answer answer = post("{\"model\":\"a\",\"vector\":[1],\"most\":1}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).contains("starting");
  }
}
