package io.clipstreams.cli.search;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Asks an instance of the application over HTTP. Any thread may call. */
public final class InstanceClient {

  /** Path of the search; with {@code ?local=true} of that instance's own images alone. */
  public static final String PATH = "/search";

  /** The query for one instance's own images. */
  public static final String LOCAL = "local";

  private static final int OK = 200;

  private final HttpClient http;
  private final Duration timeout;

  /**
   * @param timeout after which an instance has not answered
   */
  public InstanceClient(Duration timeout) {
    this.timeout = timeout;
    this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
  }

  /**
   * Searches all images of the application.
   *
   * @param url of any instance, such as {@code http://host:8080}
   * @throws IOException when it does not answer; the message says why
   */
  public SearchAnswer search(URI url, SearchRequest request)
      throws IOException, InterruptedException {
    return post(url.resolve(PATH), request);
  }

  /** Searches the images of one instance. */
  SearchAnswer searchLocal(String address, SearchRequest request)
      throws IOException, InterruptedException {
    return post(URI.create("http://%s%s?%s=true".formatted(address, PATH, LOCAL)), request);
  }

  private SearchAnswer post(URI uri, SearchRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try {
      answer =
          http.send(
              HttpRequest.newBuilder(uri)
                  .timeout(timeout)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(request.json()))
                  .build(),
              BodyHandlers.ofString());
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within %d s".formatted(timeout.toSeconds()), e);
    } catch (ConnectException e) {
      throw new IOException("no connection", e);
    }
    if (answer.statusCode() != OK) {
      throw new IOException("%d: %s".formatted(answer.statusCode(), answer.body().strip()));
    }
    return SearchAnswer.parse(answer.body());
  }
}
