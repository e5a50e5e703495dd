package io.clipstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.http.Answer;
import io.clipstreams.cli.http.Request;
import io.clipstreams.cli.search.InstanceSearch;
import io.clipstreams.cli.search.SearchRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchEndpointTest {

  private static Answer post(String body) {
    return post("application/json; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer post(String type, byte[] body) {
    try (InstanceSearch search = new InstanceSearch()) {
      return new SearchEndpoint(search)
          .answer(new Request("POST", "/search", Map.of(), Map.of("Content-Type", type), body));
    }
  }

  @Test
  void whatAPageElsewhereCouldSendAndWhatIsTooLargeIsNotTaken() {
    assertThat(post("text/plain", new byte[1]).status()).isEqualTo(415);
    assertThat(post("application/json", new byte[SearchRequest.MAX_BYTES + 1]).status())
        .isEqualTo(413);
  }

  @Test
  void whatIsNoSearchIsRefusedWithTheReason() {
    assertThat(post("{}").status()).isEqualTo(400);
    assertThat(post("{\"model\":\"a\",\"vector\":[1],\"most\":0}").body())
        .asString(StandardCharsets.UTF_8)
        .contains("\"error\"", "most must be from 1");
  }

  @Test
  void aSearchThatCannotBeAnsweredNowIsToComeBackLater() {
    Answer answer = post("{\"model\":\"a\",\"vector\":[1],\"most\":1}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body()).asString(StandardCharsets.UTF_8).contains("starting");
  }
}
