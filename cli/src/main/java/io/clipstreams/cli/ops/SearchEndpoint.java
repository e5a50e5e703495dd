package io.clipstreams.cli.ops;

import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.ops.HttpEndpoints.Answer;
import io.clipstreams.cli.search.InstanceClient;
import io.clipstreams.cli.search.InstanceSearch;
import io.clipstreams.cli.search.InstanceSearch.UnavailableException;
import io.clipstreams.cli.search.SearchRequest;
import java.util.Map;

/** Searches over HTTP: a {@link SearchRequest} is posted, its answer comes back. */
final class SearchEndpoint implements HttpEndpoints.PostEndpoint {

  private final InstanceSearch search;

  SearchEndpoint(InstanceSearch search) {
    this.search = search;
  }

  @Override
  public Answer answer(String query, byte[] body) {
    try {
      boolean local = InstanceClient.LOCAL.equals(query);
      return Answer.json(200, Json.line(search.search(SearchRequest.parse(body), local)));
    } catch (IllegalArgumentException e) {
      return failure(400, e);
    } catch (UnavailableException e) {
      return failure(503, e);
    }
  }

  private static Answer failure(int status, Exception reason) {
    return Answer.json(status, Json.line(Map.of("error", String.valueOf(reason.getMessage()))));
  }
}
