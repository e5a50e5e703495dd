package io.clipstreams.cli.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/** Hands events to all pages that listen, and keeps the last for those that come. Any thread. */
final class Feed {

  /** For a page that is opened, or comes back: of all these images there are pictures. */
  static final int KEPT = RecentImages.KEPT - 20;

  private final Deque<FeedEvent> kept = new ArrayDeque<>();
  private final Set<Listener> listeners = new LinkedHashSet<>();
  private long lastId;

  /** Tells all; the last ones of this are kept. */
  synchronized long publish(String type, String json) {
    FeedEvent event = tell(type, json);
    kept.add(event);
    if (kept.size() > KEPT) {
      kept.remove();
    }
    return event.id();
  }

  /** Tells those who listen now. */
  synchronized void mention(String type, String json) {
    tell(type, json);
  }

  private FeedEvent tell(String type, String json) {
    FeedEvent event = new FeedEvent(++lastId, type, json);
    listeners.forEach(listener -> listener.offer(event));
    return event;
  }

  /**
   * Listens from now on.
   *
   * @param after begins with what was kept since that event; 0 for all of it
   */
  synchronized Listener listen(long after) {
    Listener listener = new Listener();
    // An id of an earlier process says nothing.
    long known = after > lastId ? 0 : after;
    kept.stream().filter(event -> event.id() > known).forEach(listener::offer);
    listeners.add(listener);
    return listener;
  }

  synchronized void leave(Listener listener) {
    listeners.remove(listener);
  }
}
