package io.clipstreams.cli.ops;

import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.http.Answer;
import io.clipstreams.cli.http.Request;
import io.clipstreams.cli.http.Routes;
import io.clipstreams.cli.search.InstanceClient;
import io.clipstreams.cli.search.InstanceSearch;
import io.clipstreams.cli.search.InstanceSearch.UnavailableException;
import io.clipstreams.cli.search.SearchRequest;
import java.util.Map;

/** Searches over HTTP: a {@link SearchRequest} is posted, its answer comes back. */
final class SearchEndpoint implements Routes.Endpoint {

  private static final String JSON = "application/json";

  private final InstanceSearch search;

  SearchEndpoint(InstanceSearch search) {
    this.search = search;
  }

  @Override
  public Answer answer(Request request) {
    // No page of another site can send that type without being asked for permission first.
    if (!request.header("Content-Type").orElse("").startsWith(JSON)) {
      return Answer.text(415, "Only " + JSON + " is taken\n");
    }
    if (request.body().length > SearchRequest.MAX_BYTES) {
      return Answer.text(413, "At most %,d bytes are taken\n".formatted(SearchRequest.MAX_BYTES));
    }
    try {
      boolean local = request.parameter(InstanceClient.LOCAL).isPresent();
      SearchRequest wanted = SearchRequest.parse(request.body());
      return Answer.json(200, Json.line(search.search(wanted, local)));
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
