package io.clipstreams.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the first address that answers. One round asks every address in turn, beginning
 * with the one that answered last; after a round without an answer it pauses and begins the next.
 *
 * <p>Any thread may call; nothing here blocks. Answers come on the HTTP client's threads. (The
 * JDK's client of Java 17 has no close method: its threads end once it is unreachable.)
 */
final class RegistryTransport {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
  private static final Duration WARNING_INTERVAL = Duration.ofSeconds(3);
  private static final int SHOWN_OF_STRANGE_BODY = 200;

  private final List<RegistryAddress> addresses;
  private final Backoff backoff;
  private final Duration readTimeout;
  private final HttpClient http;
  private volatile int preferred;
  private volatile long lastWarning = System.nanoTime() - WARNING_INTERVAL.toNanos();

  RegistryTransport(RegistryConfig config) {
    this.addresses = config.addresses();
    this.backoff = config.backoff();
    this.readTimeout = config.readTimeout();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.connectTimeout());
    config.sslContext().ifPresent(builder::sslContext);
    this.http = builder.build();
  }

  /** Completes with the JSON of a 2xx answer, or with one of the registry's two exceptions. */
  CompletableFuture<JsonNode> get(String path) {
    return new Call("GET", path, BodyPublishers.noBody()).attempt(preferred, 0);
  }

  /** Completes with the JSON of a 2xx answer, or with one of the registry's two exceptions. */
  CompletableFuture<JsonNode> post(String path, ObjectNode body) {
    return new Call("POST", path, BodyPublishers.ofString(body.toString())).attempt(preferred, 0);
  }

  @Override
  public String toString() {
    return addresses.toString();
  }

  /** One request, whatever number of attempts it takes. */
  private final class Call {

    private final String method;
    private final String path;
    private final BodyPublisher body;

    private Call(String method, String path, BodyPublisher body) {
      this.method = method;
      this.path = path;
      this.body = body;
    }

    private CompletableFuture<JsonNode> attempt(int first, int attempt) {
      int index = (first + attempt) % addresses.size();
      RegistryAddress address = addresses.get(index);
      return http.sendAsync(request(address), BodyHandlers.ofString())
          .handle(
              (response, error) -> {
                if (error != null) {
                  return retry(first, attempt, address, describe(error), error);
                }
                if (isTransient(response.statusCode())) {
                  return retry(first, attempt, address, "HTTP " + response.statusCode(), null);
                }
                preferred = index;
                return CompletableFuture.completedFuture(read(address, response));
              })
          .thenCompose(next -> next);
    }

    private HttpRequest request(RegistryAddress address) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address.resolve(path))
              .timeout(readTimeout)
              .header("Accept", MEDIA_TYPE + ", application/json")
              .header("Content-Type", MEDIA_TYPE)
              .method(method, body);
      address.authorization().ifPresent(value -> request.header("Authorization", value));
      return request.build();
    }

    private CompletableFuture<JsonNode> retry(
        int first, int attempt, RegistryAddress address, String reason, Throwable error) {
      int next = attempt + 1;
      int round = next / addresses.size();
      if (round > backoff.retries()) {
        String message =
            "Schema registry %s is away: %s %s failed %d times, at last with: %s"
                .formatted(address, method, path, next, reason);
        return CompletableFuture.failedFuture(new RegistryUnavailableException(message, error));
      }
      boolean roundBegins = next % addresses.size() == 0;
      if (!roundBegins) {
        return attempt(first, next);
      }
      long pauseMs = backoff.pauseMs(round);
      warn(address, reason, pauseMs);
      Executor later = CompletableFuture.delayedExecutor(pauseMs, TimeUnit.MILLISECONDS);
      return CompletableFuture.supplyAsync(() -> attempt(first, next), later)
          .thenCompose(result -> result);
    }

    private JsonNode read(RegistryAddress address, HttpResponse<String> response) {
      int status = response.statusCode();
      JsonNode answer;
      try {
        answer = JSON.readTree(response.body());
      } catch (JsonProcessingException e) {
        throw strange(address, response, e);
      }
      if (status / 100 == 2 && !answer.isMissingNode()) {
        return answer;
      }
      if (!answer.has("error_code")) {
        throw strange(address, response, null);
      }
      int errorCode = answer.get("error_code").asInt();
      throw new RegistryRefusedException(
          "Schema registry %s refused %s %s: %s (HTTP %d, error code %d)"
              .formatted(address, method, path, answer.path("message").asText(), status, errorCode),
          errorCode);
    }

    private RegistryRefusedException strange(
        RegistryAddress address, HttpResponse<String> response, Throwable cause) {
      String body = response.body();
      String shown = body.substring(0, Math.min(body.length(), SHOWN_OF_STRANGE_BODY));
      return new RegistryRefusedException(
          "%s answered %s %s with HTTP %d as no schema registry does; check %s and the credentials. It said: %s"
              .formatted(
                  address, method, path, response.statusCode(), RegistryConfig.URL, shown.strip()),
          response.statusCode(),
          cause);
    }
  }

  private static boolean isTransient(int status) {
    return status >= 500 || status == 408 || status == 429;
  }

  private static String describe(Throwable error) {
    Throwable cause = Futures.unwrap(error);
    // A refused connection comes without a message.
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /** One line every few seconds, however many requests fail. Two threads may both write one. */
  private void warn(RegistryAddress address, String reason, long pauseMs) {
    long now = System.nanoTime();
    if (now - lastWarning >= WARNING_INTERVAL.toNanos()) {
      lastWarning = now;
      LOG.warn("Schema registry {} is away ({}); asking again in {} ms", address, reason, pauseMs);
    }
  }
}
