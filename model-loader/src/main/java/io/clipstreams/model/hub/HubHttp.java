package io.clipstreams.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * GET with redirects, which the hub answers for large files. The token goes to the hub alone, never
 * to where a redirect leads, and no redirect leads from https to http.
 */
final class HubHttp {

  private static final int MAX_REDIRECTS = 5;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Optional<String> token;

  HubHttp(Optional<String> token) {
    this.token = token;
  }

  /**
   * The response with its body open.
   *
   * @param from the first byte that is wanted
   */
  HttpResponse<InputStream> get(URI uri, long from) throws IOException {
    URI next = uri;
    for (int redirect = 0; redirect <= MAX_REDIRECTS; redirect++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(next).timeout(TIMEOUT).header("User-Agent", "clip-streams");
      if (from > 0) {
        request.header("Range", "bytes=%d-".formatted(from));
      }
      if (token.isPresent() && sameServer(uri, next)) {
        request.header("Authorization", "Bearer " + token.get());
      }
      HttpResponse<InputStream> response = send(request.build());
      Optional<String> location = response.headers().firstValue("Location");
      if (response.statusCode() / 100 != 3 || location.isEmpty()) {
        return response;
      }
      response.body().close();
      URI target = next.resolve(location.get());
      if (next.getScheme().equals("https") && !target.getScheme().equals("https")) {
        throw new IOException("%s redirects from https to %s".formatted(next, target));
      }
      next = target;
    }
    throw new IOException("%s redirects more than %d times".formatted(uri, MAX_REDIRECTS));
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private static boolean sameServer(URI a, URI b) {
    return a.getScheme().equals(b.getScheme()) && a.getAuthority().equals(b.getAuthority());
  }
}
