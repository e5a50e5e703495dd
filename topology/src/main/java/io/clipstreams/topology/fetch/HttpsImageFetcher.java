package io.clipstreams.topology.fetch;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.config.HttpsSettings;
import io.clipstreams.topology.fetch.ByteBudget.Reservation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;

/**
 * Reads {@code https://host/path} of hosts that are allowed. Each hop of a redirect has to name an
 * allowed host and to lead to a public address; at most three are followed. An ETag must still be
 * the object's. Makes one attempt, of which the deadline covers everything.
 *
 * <p>Safe for use by many threads. {@link #fetch} only queues: looking up names, connecting and
 * reading block a thread of the fetcher's own, of which there are as many as connections.
 */
public final class HttpsImageFetcher implements ImageFetcher {

  private static final int MOST_REDIRECTS = 3;
  private static final int PART = 16 * 1024;
  private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

  private final AllowedHosts hosts;
  private final Duration timeout;
  private final ByteBudget budget;
  private final int maxBytes;
  private final CloseableHttpClient client;
  private final ThreadPoolExecutor readers;
  private final ScheduledThreadPoolExecutor deadlines;

  public HttpsImageFetcher(HttpsSettings settings, ByteBudget budget, int maxBytes) {
    this(settings, budget, maxBytes, new PublicAddresses(), systemTls());
  }

  HttpsImageFetcher(
      HttpsSettings settings, ByteBudget budget, int maxBytes, DnsResolver names, SSLContext tls) {
    this.hosts = new AllowedHosts(settings.hosts());
    this.timeout = settings.timeout();
    this.budget = budget;
    this.maxBytes = maxBytes;
    this.client = HttpsClients.create(settings, names, tls);
    this.readers =
        new ThreadPoolExecutor(
            settings.maxConnections(),
            settings.maxConnections(),
            IDLE_THREAD.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            daemon("clip-https"));
    this.readers.allowCoreThreadTimeOut(true);
    this.deadlines = new ScheduledThreadPoolExecutor(1, daemon("clip-https-deadlines"));
    this.deadlines.setRemoveOnCancelPolicy(true);
  }

  private static SSLContext systemTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public CompletableFuture<FetchedImage> fetch(ImageReference reference) {
    Attempt attempt = new Attempt(reference);
    attempt.result.whenComplete((image, error) -> attempt.abort());
    readers.execute(attempt);
    return attempt.result;
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    readers.shutdownNow();
    deadlines.shutdownNow();
  }

  /** One read. Runs on a reader's thread; any other may abort it, by completing the result. */
  private final class Attempt implements Runnable {

    final CompletableFuture<FetchedImage> result = new CompletableFuture<>();
    private final ImageReference reference;
    private HttpGet request;
    private CompletableFuture<Reservation> reserved;

    Attempt(ImageReference reference) {
      this.reference = reference;
    }

    @Override
    public void run() {
      if (result.isDone()) {
        return;
      }
      var deadline =
          deadlines.schedule(
              () -> result.completeExceptionally(HttpsErrors.late(timeout)),
              timeout.toMillis(),
              TimeUnit.MILLISECONDS);
      try {
        FetchedImage image = read(parse(reference.getUri()));
        if (!result.complete(image)) {
          image.close();
        }
      } catch (IOException | RuntimeException e) {
        // Also when it was aborted: then the result has its reason already.
        result.completeExceptionally(HttpsErrors.explain(reference.getUri(), e));
      } finally {
        deadline.cancel(false);
      }
    }

    /** Ends whatever blocks the reader's thread, and gives back what was reserved for nobody. */
    synchronized void abort() {
      if (request != null) {
        request.cancel();
      }
      if (reserved != null && result.isCompletedExceptionally() && !reserved.cancel(false)) {
        reserved.thenAccept(Reservation::close);
      }
    }

    private synchronized void began(HttpGet get) {
      requireWanted();
      request = get;
    }

    private synchronized CompletableFuture<Reservation> reserve(long bytes) {
      requireWanted();
      reserved = budget.reserve(bytes);
      return reserved;
    }

    private void requireWanted() {
      if (result.isDone()) {
        throw new CancellationException("the read was aborted");
      }
    }

    private FetchedImage read(URI first) throws IOException {
      URI uri = first;
      for (int redirects = 0; ; redirects++) {
        hosts.require(uri);
        HttpGet get = new HttpGet(uri);
        get.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        if (reference.getEtag() != null) {
          get.setHeader(HttpHeaders.IF_MATCH, Etags.quoted(reference.getEtag()));
        }
        began(get);
        // Closing it without having read to the end drops the connection, and reads no further.
        try (ClassicHttpResponse response = client.executeOpen(null, get, null)) {
          int status = response.getCode();
          Header location = response.getFirstHeader(HttpHeaders.LOCATION);
          if (status < 300 || status > 399 || location == null) {
            return body(uri, status, response);
          }
          if (redirects == MOST_REDIRECTS) {
            throw FetchException.permanent(
                "too-many-redirects",
                "%s leads on after %d redirects".formatted(Uris.shown(uri), MOST_REDIRECTS),
                null);
          }
          uri = uri.resolve(parse(location.getValue()));
        }
      }
    }

    private FetchedImage body(URI uri, int status, ClassicHttpResponse response)
        throws IOException {
      if (status != 200) {
        throw StatusErrors.explain(
            status, "%s answered %d".formatted(Uris.shown(uri), status), null);
      }
      Optional<String> etag =
          Optional.ofNullable(response.getFirstHeader(HttpHeaders.ETAG))
              .map(header -> Etags.unquoted(header.getValue()));
      if (reference.getEtag() != null
          && etag.isPresent()
          && !etag.get().equals(Etags.unquoted(reference.getEtag()))) {
        throw FetchException.permanent(
            "changed", Uris.shown(uri) + " is not the version of the event any more", null);
      }
      HttpEntity entity = response.getEntity();
      long length = entity == null ? 0 : entity.getContentLength();
      if (length > maxBytes) {
        throw HttpsErrors.tooLarge(length + " bytes", maxBytes);
      }
      Reservation reservation = awaited(reserve(length < 0 ? maxBytes : Math.max(length, 1)));
      byte[] bytes = entity == null ? new byte[0] : bytes(entity, length);
      return new FetchedImage(bytes, Optional.empty(), etag, reservation);
    }

    private byte[] bytes(HttpEntity entity, long length) throws IOException {
      BoundedBuffer buffer =
          length < 0 ? BoundedBuffer.growing(maxBytes) : BoundedBuffer.ofSize((int) length);
      InputStream body = entity.getContent();
      byte[] part = new byte[PART];
      for (int read = body.read(part); read >= 0; read = body.read(part)) {
        if (!buffer.add(ByteBuffer.wrap(part, 0, read))) {
          throw HttpsErrors.tooLarge("more bytes", maxBytes);
        }
      }
      return buffer.toBytes();
    }
  }

  private static Reservation awaited(CompletableFuture<Reservation> reservation)
      throws IOException {
    try {
      return reservation.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the fetcher is closed", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static URI parse(String uri) {
    try {
      return new URI(uri);
    } catch (URISyntaxException e) {
      // Without the text: its query can be a password.
      throw FetchException.permanent(
          "malformed-uri",
          "The address is none: %s at %d".formatted(e.getReason(), e.getIndex()),
          null);
    }
  }
}
