package io.clipstreams.cli.console;

import io.clipstreams.cli.common.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Tells one page what the feed says, as server-sent events
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html). It ends after a while, and the
 * browser comes back for what it has not heard yet: so a page that has gone is noticed, and no
 * answer lasts longer than the server allows.
 */
final class EventStream {

  private static final Duration LENGTH = Duration.ofSeconds(45);
  private static final Duration QUIET = Duration.ofSeconds(5);

  private EventStream() {}

  static void write(Feed feed, long after, OutputStream out)
      throws IOException, InterruptedException {
    Listener listener = feed.listen(after);
    try {
      long end = System.nanoTime() + LENGTH.toNanos();
      send(out, "retry: 500\n\n");
      while (System.nanoTime() < end) {
        List<FeedEvent> events = listener.take(QUIET);
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(event.wire()));
        int missed = listener.missed();
        if (missed > 0) {
          String json = Json.line(Map.of("events", missed));
          text.append("event: missed\ndata: %s\n\n".formatted(json));
        }
        // A comment shows whether the page is still there.
        send(out, text.isEmpty() ? ": quiet\n\n" : text.toString());
      }
    } finally {
      feed.leave(listener);
    }
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
