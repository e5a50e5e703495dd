package io.clipstreams.topology.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clipstreams.quickstart.LocalS3;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.config.S3Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Against a real S3 server; and against one that misbehaves, where the real one does not. */
class S3ImageFetcherIT {

  private static final int MAX_BYTES = 1_000_000;

  @TempDir private static Path folder;
  private static LocalS3 s3;
  private static S3AsyncClient uploads;

  private static ByteBudget budget;
  private static S3ImageFetcher fetcher;

  /** Closing one takes two seconds, and all together take no longer. */
  private static final List<S3ImageFetcher> opened = new ArrayList<>();

  @BeforeAll
  static void start() {
    s3 = LocalS3.start(folder);
    s3.createBucket("photos");
    uploads = s3.client();
    budget = new ByteBudget(2 * MAX_BYTES);
    fetcher = fetcher(s3.endpoint(), Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() {
    opened.parallelStream().forEach(S3ImageFetcher::close);
    uploads.close();
    s3.close();
  }

  private static S3ImageFetcher fetcher(URI endpoint, Duration timeout) {
    return fetcher(endpoint, timeout, s3.accessKey(), s3.secretKey());
  }

  private static S3ImageFetcher fetcher(
      URI endpoint, Duration timeout, String accessKey, String secretKey) {
    S3ImageFetcher made =
        new S3ImageFetcher(
            new S3Settings(
                Optional.of(endpoint),
                Optional.of(s3.region()),
                Optional.of(new S3Settings.Credentials(accessKey, new Password(secretKey))),
                true,
                timeout,
                Duration.ofSeconds(2),
                16,
                Set.of("photos", "nowhere"),
                Map.of()),
            budget,
            MAX_BYTES);
    opened.add(made);
    return made;
  }

  private static String upload(String key, byte[] bytes) {
    return uploads
        .putObject(put -> put.bucket("photos").key(key), AsyncRequestBody.fromBytes(bytes))
        .join()
        .eTag();
  }

  private CompletableFuture<FetchedImage> fetch(String key) {
    return fetcher.fetch(ImageReference.newBuilder().setUri("s3://photos/" + key).build());
  }

  private static FetchException failure(CompletableFuture<FetchedImage> fetched) {
    Throwable thrown = catchThrowable(fetched::join);
    assertThat(thrown).isInstanceOf(CompletionException.class);
    assertThat(thrown.getCause()).isInstanceOf(FetchException.class);
    return (FetchException) thrown.getCause();
  }

  @Test
  void anObjectIsReadWithItsEtag() {
    byte[] bytes = new byte[300_000];
    bytes[7] = 7;
    String etag = upload("a/picture.png", bytes);

    FetchedImage image = fetch("a/picture.png").join();
    assertThat(image.bytes()).isEqualTo(bytes);
    assertThat(image.etag()).contains(Etags.unquoted(etag));
    assertThat(budget.reserved()).isEqualTo(300_000);
    image.close();
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void aKeyIsTakenAsItIsWritten() {
    String key = "odd/ä b+c%20d#e?f&g=h~.jpg";
    upload(key, new byte[] {1});
    assertThat(fetch(key).join().bytes()).containsExactly(1);
  }

  @Test
  void anEmptyObjectIsRead() {
    upload("empty", new byte[0]);
    assertThat(fetch("empty").join().bytes()).isEmpty();
  }

  @Test
  void aMissingObjectIsPermanentlyNotFound() {
    FetchException error = failure(fetch("missing"));
    assertThat(error.reason()).isEqualTo("not-found");
    assertThat(error.isTransient()).isFalse();
    assertThat(error).hasMessageContaining("s3://photos/missing");
  }

  @Test
  void aMissingBucketIsPermanentlyNotFound() {
    FetchException error =
        failure(fetcher.fetch(ImageReference.newBuilder().setUri("s3://nowhere/a").build()));
    assertThat(error.reason()).isEqualTo("not-found");
  }

  @Test
  void aBucketThatIsNotListedIsRefusedUnasked() {
    FetchException error =
        failure(fetcher.fetch(ImageReference.newBuilder().setUri("s3://private/a").build()));
    assertThat(error.reason()).isEqualTo("bucket-not-allowed");
    assertThat(error.isTransient()).isFalse();
  }

  @Test
  void wrongKeysArePermanentlyForbidden() {
    upload("secret", new byte[] {1});
    S3ImageFetcher stranger = fetcher(s3.endpoint(), Duration.ofSeconds(20), "nobody", "nothing");
    FetchException error =
        failure(stranger.fetch(ImageReference.newBuilder().setUri("s3://photos/secret").build()));
    assertThat(error.reason()).isEqualTo("forbidden");
    assertThat(error.isTransient()).isFalse();
  }

  @Test
  void anObjectThatIsNotThatOfTheEventAnyMoreIsPermanentlyChanged() {
    String etag = Etags.unquoted(upload("pinned", new byte[] {1}));
    ImageReference pinned =
        ImageReference.newBuilder().setUri("s3://photos/pinned").setEtag(etag).build();
    assertThat(fetcher.fetch(pinned).join().bytes()).containsExactly(1);

    upload("pinned", new byte[] {2});
    FetchException error = failure(fetcher.fetch(pinned));
    assertThat(error.reason()).isEqualTo("changed");
    assertThat(error.isTransient()).isFalse();
  }

  @Test
  void anObjectThatIsTooLargeIsNotRead() {
    upload("large", new byte[MAX_BYTES + 1]);
    FetchException error = failure(fetch("large"));
    assertThat(error.reason()).isEqualTo("too-large");
    assertThat(error.isTransient()).isFalse();
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void readsWaitForTheirShareOfTheBytes() {
    upload("half", new byte[MAX_BYTES]);
    FetchedImage first = fetch("half").join();
    FetchedImage second = fetch("half").join();
    CompletableFuture<FetchedImage> third = fetch("half");
    await().during(Duration.ofMillis(300)).until(() -> !third.isDone());

    first.close();
    third.join().close();
    second.close();
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void aServerThatIsAwayIsTransient() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    S3ImageFetcher away = fetcher(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(5));
    FetchException error =
        failure(away.fetch(ImageReference.newBuilder().setUri("s3://photos/a").build()));
    assertThat(error.isTransient()).isTrue();
    assertThat(error.reason()).isEqualTo("no-answer");
  }

  @Test
  void aServerErrorIsTransient() throws IOException {
    try (Misbehaving server = new Misbehaving(exchange -> exchange.sendResponseHeaders(503, -1))) {
      FetchException error = failure(server.fetch(Duration.ofSeconds(20)));
      assertThat(error.isTransient()).isTrue();
      assertThat(server.requests).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatEndsEarlyIsTransient() throws IOException {
    try (Misbehaving server =
        new Misbehaving(
            exchange -> {
              exchange.sendResponseHeaders(200, 1_000);
              exchange.getResponseBody().write(new byte[10]);
              exchange.getResponseBody().flush();
            })) {
      FetchException error = failure(server.fetch(Duration.ofSeconds(20)));
      assertThat(error.isTransient()).isTrue();
      await().untilAsserted(() -> assertThat(budget.reserved()).isZero());
    }
  }

  @Test
  void aBodyWithoutLengthIsReadUpToTheLimit() throws IOException {
    try (Misbehaving server =
        new Misbehaving(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              try (OutputStream body = exchange.getResponseBody()) {
                body.write(new byte[MAX_BYTES]);
              }
            })) {
      FetchedImage image = server.fetch(Duration.ofSeconds(20)).join();
      assertThat(image.bytes()).hasSize(MAX_BYTES);
      image.close();
    }
  }

  @Test
  void aBodyWithoutLengthOrEndIsCutOff() throws IOException {
    try (Misbehaving server =
        new Misbehaving(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                  body.write(new byte[10_000]);
                }
              }
            })) {
      FetchException error = failure(server.fetch(Duration.ofSeconds(20)));
      assertThat(error.reason()).isEqualTo("too-large");
      await().untilAsserted(() -> assertThat(budget.reserved()).isZero());
    }
  }

  @Test
  void aServerThatFallsSilentIsGivenUpAfterTheDeadline() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (Misbehaving server =
        new Misbehaving(
            exchange -> {
              exchange.sendResponseHeaders(200, 1_000);
              exchange.getResponseBody().flush();
              waitFor(end);
            })) {
      FetchException error = failure(server.fetch(Duration.ofSeconds(1)));
      assertThat(error.isTransient()).isTrue();
      await().untilAsserted(() -> assertThat(budget.reserved()).isZero());
      end.countDown();
    }
  }

  @Test
  void aCancelledReadGivesItsBytesBack() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try (Misbehaving server =
        new Misbehaving(
            exchange -> {
              exchange.sendResponseHeaders(200, 1_000);
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              waitFor(end);
            })) {
      CompletableFuture<FetchedImage> fetched = server.fetch(Duration.ofSeconds(30));
      await().untilAsserted(() -> assertThat(budget.reserved()).isEqualTo(1_000));
      fetched.cancel(true);
      await().untilAsserted(() -> assertThat(budget.reserved()).isZero());
      end.countDown();
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A server that answers as no S3 server should. */
  private static final class Misbehaving implements AutoCloseable {

    private final HttpServer server;
    private int requests;

    private interface Answer {
      void write(HttpExchange exchange) throws IOException;
    }

    Misbehaving(Answer answer) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
              }));
      server.createContext(
          "/",
          exchange -> {
            requests++;
            try (exchange) {
              answer.write(exchange);
            }
          });
      server.start();
    }

    CompletableFuture<FetchedImage> fetch(Duration timeout) {
      URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      return S3ImageFetcherIT.fetcher(endpoint, timeout)
          .fetch(ImageReference.newBuilder().setUri("s3://photos/a").build());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
