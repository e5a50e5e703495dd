package io.clipstreams.cli.search;

import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.history.ImageHistory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/**
 * What a running instance answers to searches. Few run at a time, since each reads the whole store,
 * and probes must be answered beside them; more are turned away. Any thread may search; the
 * command's thread calls the rest.
 */
public final class InstanceSearch implements AutoCloseable {

  /** So long an instance may take for its part. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int MOST_EVERYWHERE = 2;

  /** Parts of other instances' searches. */
  private static final int MOST_HERE = 4;

  private final Semaphore everywhere = new Semaphore(MOST_EVERYWHERE);
  private final Semaphore here = new Semaphore(MOST_HERE);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "search");
            thread.setDaemon(true);
            return thread;
          });

  private volatile State state = new State(null, "the application is still starting");

  private record State(SearchAcross search, String reason) {}

  /** Too much is asked at a time, or there is nothing to search now. */
  public static final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** From now on the images of this application are searched. */
  public void follow(ClipStreamsConfig config, ClipStreamsApp app) {
    Optional<ImageHistory> history = app.history();
    Optional<String> self = config.kafka().applicationServer();
    if (history.isEmpty() || self.isEmpty()) {
      state = new State(null, "no embeddings are stored: see embeddings.enabled");
      return;
    }
    String topic = config.topics().imageEmbeddings().orElseThrow();
    follow(
        new HistoryImages(app, history.get(), topic),
        new StoreWhereabouts(
            app.streams(), ImageHistory.STORE, topic, self.get(), config.clientSettings()));
  }

  void follow(LocalImages images, Supplier<Whereabouts> whereabouts) {
    state =
        new State(
            new SearchAcross(images, whereabouts, new InstanceClient(PATIENCE), threads), null);
  }

  /**
   * Searches.
   *
   * @param local this instance's images alone
   * @throws IllegalArgumentException for a vector of another model
   */
  public SearchAnswer search(SearchRequest request, boolean local) throws UnavailableException {
    State now = state;
    if (now.search == null) {
      throw new UnavailableException(now.reason, null);
    }
    Semaphore permits = local ? here : everywhere;
    if (!permits.tryAcquire()) {
      throw new UnavailableException("other searches are under way", null);
    }
    try {
      return local ? now.search.searchLocal(request) : now.search.search(request);
    } catch (IllegalStateException | InvalidStateStoreException e) {
      throw new UnavailableException(e.getMessage(), e);
    } finally {
      permits.release();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
