package io.clipstreams.topology.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.clipstreams.quickstart.testing.TestCertificate;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.config.HttpsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against a server on this machine that stands for the internet: its one address, 127.0.0.1, is
 * taken for public, and every other one is judged as always.
 */
@Timeout(60)
class HttpsImageFetcherTest {

  private static final int MAX_BYTES = 100_000;
  private static final String PUBLIC = "127.0.0.1";

  /** What the names of the tests lead to. */
  private static final Map<String, String> NAMES =
      Map.of(
          "images.test", PUBLIC,
          "other.test", PUBLIC,
          "unlisted.test", PUBLIC,
          "loopback.test", "127.0.0.2",
          "private.test", "10.0.0.1",
          "metadata.test", "169.254.169.254",
          "local6.test", "::1");

  @TempDir private static Path folder;
  private static TestCertificate certificate;
  private static ExecutorService threads;
  private static HttpsServer server;
  private static int port;

  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private ByteBudget budget;
  private HttpsImageFetcher fetcher;

  @BeforeAll
  static void startServer() throws Exception {
    certificate =
        TestCertificate.create(folder, NAMES.keySet().stream().map(name -> "dns:" + name).toList());
    threads = Executors.newCachedThreadPool();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName(PUBLIC), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
    server.setExecutor(threads);
    server.start();
    port = server.getAddress().getPort();
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
    threads.shutdownNow();
  }

  @BeforeEach
  void create() throws Exception {
    budget = new ByteBudget(2 * MAX_BYTES);
    fetcher = fetcher(Duration.ofSeconds(30));
    server.createContext("/", this::answer);
  }

  @AfterEach
  void close() {
    testIsOver.countDown();
    fetcher.close();
    server.removeContext("/");
  }

  private HttpsImageFetcher fetcher(Duration timeout) throws Exception {
    List<String> hosts =
        NAMES.keySet().stream()
            .filter(name -> !name.equals("unlisted.test"))
            .map(name -> name + ":" + port)
            .toList();
    InetAddress server = InetAddress.getByName(PUBLIC);
    return new HttpsImageFetcher(
        new HttpsSettings(true, hosts, timeout, Duration.ofSeconds(10), 4),
        budget,
        MAX_BYTES,
        new PublicAddresses(
            host -> new InetAddress[] {InetAddress.getByName(NAMES.get(host))},
            address -> PublicAddresses.isPublic(address) || address.equals(server)),
        certificate.clientContext());
  }

  /** What the server has: the path says what it does. */
  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String[] path = exchange.getRequestURI().getPath().split("/");
    try (exchange) {
      switch (path[1]) {
        case "picture" -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          send(exchange, 200, Integer.parseInt(path[2]));
        }
        case "chunked" -> stream(exchange, Integer.parseInt(path[2]));
        case "status" -> send(exchange, Integer.parseInt(path[2]), 0);
        case "redirects" -> redirect(exchange, here("images.test", hops(path)));
        case "to" -> redirect(exchange, exchange.getRequestURI().getQuery());
        case "headers" -> {
          for (int i = 0; i < 200; i++) {
            exchange.getResponseHeaders().add("X-Flood-" + i, "flood");
          }
          send(exchange, 200, 1);
        }
        case "cut" -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
        }
        case "slow" -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          testIsOver.await();
        }
        default -> throw new IllegalArgumentException(exchange.getRequestURI().toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String hops(String[] path) {
    int left = Integer.parseInt(path[2]) - 1;
    return left == 0 ? "/picture/5" : "/redirects/" + left;
  }

  private static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(302, -1);
  }

  private static void send(HttpExchange exchange, int status, int bytes) throws IOException {
    exchange.sendResponseHeaders(status, bytes == 0 ? -1 : bytes);
    if (bytes > 0) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(new byte[bytes]);
      }
    }
  }

  /** Without a length in the header. */
  private static void stream(HttpExchange exchange, int bytes) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      for (int i = 0; i < bytes; i += 1_000) {
        body.write(new byte[1_000]);
      }
    }
  }

  private static String here(String host, String path) {
    return "https://" + host + ":" + port + path;
  }

  private CompletableFuture<FetchedImage> fetch(String uri) {
    return fetcher.fetch(ImageReference.newBuilder().setUri(uri).build());
  }

  private static FetchException failure(CompletableFuture<FetchedImage> fetched) {
    Throwable thrown = catchThrowable(fetched::join);
    assertThat(thrown).isInstanceOf(CompletionException.class);
    assertThat(thrown.getCause()).isInstanceOf(FetchException.class);
    return (FetchException) thrown.getCause();
  }

  private void assertRefused(String uri, String reason) {
    FetchException error = failure(fetch(uri));
    assertThat(error.reason()).as("%s", error.getMessage()).isEqualTo(reason);
    assertThat(error.isTransient()).isFalse();
    await().atMost(10, TimeUnit.SECONDS).until(() -> budget.reserved() == 0);
  }

  @Test
  void anImageOfAListedHostIsReadWithItsEtag() {
    FetchedImage image = fetch(here("images.test", "/picture/70000")).join();

    assertThat(image.bytes()).hasSize(70_000);
    assertThat(image.etag()).contains("v1");
    assertThat(budget.reserved()).isEqualTo(70_000);
    image.close();
    assertThat(budget.reserved()).isZero();
  }

  @Test
  void anImageWithoutALengthReservesTheMostThatIsAllowed() {
    FetchedImage image = fetch(here("images.test", "/chunked/50000")).join();

    assertThat(image.bytes()).hasSize(50_000);
    assertThat(budget.reserved()).isEqualTo(MAX_BYTES);
    image.close();
  }

  @Test
  void aHostThatIsNotListedIsNotAsked() {
    assertRefused(here("unlisted.test", "/picture/5"), "host-not-allowed");
    assertThat(requests).hasValue(0);
  }

  @Test
  void aListedNameThatLeadsIntoAPrivateNetworkIsNotConnectedTo() {
    for (String host : List.of("loopback.test", "private.test", "metadata.test", "local6.test")) {
      assertRefused(here(host, "/picture/5"), "address-not-allowed");
    }
    assertThat(requests).hasValue(0);
  }

  @Test
  void threeRedirectsAreFollowedAndAFourthIsNot() {
    fetch(here("images.test", "/redirects/3")).join().close();

    assertRefused(here("images.test", "/redirects/4"), "too-many-redirects");
  }

  @Test
  void aRedirectIsHeldAgainstTheSameRules() {
    fetch(here("images.test", "/to?" + here("other.test", "/picture/5"))).join().close();
    requests.set(0);

    assertRefused(
        here("images.test", "/to?" + here("metadata.test", "/picture/5")), "address-not-allowed");
    assertRefused(
        here("images.test", "/to?" + here("loopback.test", "/picture/5")), "address-not-allowed");
    assertRefused(
        here("images.test", "/to?" + here("unlisted.test", "/picture/5")), "host-not-allowed");
    assertRefused(here("images.test", "/to?http://images.test/picture/5"), "scheme-not-allowed");
    assertThat(requests).as("only those of the first hop").hasValue(4);
  }

  @Test
  void anImageThatIsTooLargeIsNotReadWhetherItSaysSoOrNot() {
    assertRefused(here("images.test", "/picture/100001"), "too-large");
    assertRefused(here("images.test", "/chunked/50000000"), "too-large");
  }

  @Test
  void aFloodOfHeadersIsNotRead() {
    assertRefused(here("images.test", "/headers"), "refused");
  }

  @Test
  void anImageThatIsNotThatOfTheEventIsChanged() {
    ImageReference.Builder reference =
        ImageReference.newBuilder().setUri(here("images.test", "/picture/5"));

    fetcher.fetch(reference.setEtag("v1").build()).join().close();
    assertThat(failure(fetcher.fetch(reference.setEtag("v0").build())).reason())
        .isEqualTo("changed");
  }

  @Test
  void whatTheServerAnswersTellsWhetherToTryAgain() {
    assertRefused(here("images.test", "/status/404"), "not-found");
    assertRefused(here("images.test", "/status/403"), "forbidden");
    assertRefused(here("images.test", "/status/204"), "refused");
    assertThat(failure(fetch(here("images.test", "/status/503"))).isTransient()).isTrue();
    assertThat(failure(fetch(here("images.test", "/status/429"))).isTransient()).isTrue();
  }

  @Test
  void aBodyThatEndsEarlyIsTransient() {
    FetchException error = failure(fetch(here("images.test", "/cut")));

    assertThat(error.reason()).isEqualTo("broken-body");
    assertThat(error.isTransient()).isTrue();
    await().atMost(10, TimeUnit.SECONDS).until(() -> budget.reserved() == 0);
  }

  @Test
  void aBodyThatDoesNotComeEndsAtTheDeadline() throws Exception {
    try (HttpsImageFetcher hasty = fetcher(Duration.ofSeconds(1))) {
      FetchException error =
          failure(
              hasty.fetch(
                  ImageReference.newBuilder().setUri(here("images.test", "/slow")).build()));

      assertThat(error.reason()).isEqualTo("timeout");
      assertThat(error.isTransient()).isTrue();
      await().atMost(10, TimeUnit.SECONDS).until(() -> budget.reserved() == 0);
    }
  }

  @Test
  void aCancelledReadGivesItsBytesBack() {
    CompletableFuture<FetchedImage> read = fetch(here("images.test", "/slow"));
    await().atMost(10, TimeUnit.SECONDS).until(() -> budget.reserved() == 1_000);

    read.cancel(true);

    await().atMost(10, TimeUnit.SECONDS).until(() -> budget.reserved() == 0);
  }

  @Test
  void noMessageHoldsAnAddressesPassword() {
    FetchException signed = failure(fetch(here("images.test", "/status/403?Signature=hush")));
    FetchException odd = failure(fetch(here("images.test", "/a b?Signature=hush")));

    assertThat(signed.getMessage()).contains("/status/403").doesNotContain("hush");
    assertThat(odd.reason()).isEqualTo("malformed-uri");
    assertThat(odd.getMessage()).doesNotContain("hush");
  }
}
