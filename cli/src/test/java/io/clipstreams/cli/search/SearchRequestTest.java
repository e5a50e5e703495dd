package io.clipstreams.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchRequestTest {

  private static SearchRequest parse(String json) {
    return SearchRequest.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsWrittenIsRead() {
    SearchRequest request = parse(new SearchRequest("abc", new float[] {0.6f, -0.8f}, 5).json());

    assertThat(request.model()).isEqualTo("abc");
    assertThat(request.vector()).containsExactly(0.6f, -0.8f);
    assertThat(request.most()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"a\",\"vector\":[1,1],\"most\":5}        | length 1",
        "{\"model\":\"a\",\"vector\":[],\"most\":5}           | length 1",
        "{\"model\":\"a\",\"vector\":[\"NaN\"],\"most\":5}    | length 1",
        "{\"model\":\"a\",\"vector\":[1],\"most\":0}          | from 1 to",
        "{\"model\":\"a\",\"vector\":[1],\"most\":1001}       | from 1 to",
        "{\"model\":\"a\",\"most\":5}                         | vector",
        "{\"vector\":[1],\"most\":5}                          | model",
        "{\"model\":\"a\",\"vector\":[1],\"most\":5,\"x\":1}  | a search is",
        "hello                                                | a search is"
      })
  void whatCannotBeMeantIsRefusedWithTheReason(String json, String reason) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
