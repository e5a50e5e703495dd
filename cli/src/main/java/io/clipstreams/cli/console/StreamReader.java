package io.clipstreams.cli.console;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.deadletters.Letter;
import io.clipstreams.cli.events.TopicReader;
import io.clipstreams.schemas.Classification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads classifications and dead letters from the first page on, beginning with the last ones, and
 * tells the feed. A thread of its own does so; any thread may call {@link #wake} and {@link
 * #close}.
 */
final class StreamReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StreamReader.class);

  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Offsets of each partition that are read again at first, markers of transactions included. */
  private static final long BACK = 40;

  private final Cluster cluster;
  private final Feed feed;
  private final RecentImages recent;
  private final Supplier<Map<String, Object>> rates;
  private final Deserializer<Classification> classifications;
  private Thread thread;
  private long back = BACK;
  private boolean closed;

  /**
   * @param rates what is told each second
   */
  StreamReader(
      Cluster cluster, Feed feed, RecentImages recent, Supplier<Map<String, Object>> rates) {
    this.cluster = cluster;
    this.feed = feed;
    this.recent = recent;
    this.rates = rates;
    this.classifications = cluster.classifications();
  }

  /** Reads from now on, if it does not already; after a failure what comes from then on. */
  synchronized void wake() {
    if (!closed && (thread == null || !thread.isAlive())) {
      long from = back;
      back = 0;
      thread = new Thread(() -> run(from), "console-reader");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void run(long from) {
    String images = cluster.topics().classifications();
    try (TopicReader reader =
        new TopicReader(
            cluster.connection(), List.of(images, cluster.topics().deadLetters()), from)) {
      long lastTick = System.nanoTime();
      while (!isClosed()) {
        for (ConsumerRecord<byte[], byte[]> message : reader.poll(POLL)) {
          if (message.topic().equals(images)) {
            image(message);
          } else {
            feed.publish("letter", Json.line(Cards.letter(new Letter(message))));
          }
        }
        long now = System.nanoTime();
        if (now - lastTick >= TICK.toNanos()) {
          lastTick = now;
          feed.mention("rates", Json.line(rates.get()));
        }
      }
    } catch (InterruptException | WakeupException e) {
      log.debug("told to stop", e);
    } catch (RuntimeException e) {
      // The next page that is opened, or comes back, tries again.
      log.warn("The console cannot read the topics: {}", e.getMessage(), e);
      feed.mention("trouble", Json.line(Map.of("reason", String.valueOf(e.getMessage()))));
    }
  }

  private void image(ConsumerRecord<byte[], byte[]> message) {
    Classification classification;
    try {
      classification = classifications.deserialize(message.topic(), message.value());
    } catch (RuntimeException e) {
      log.warn(
          "{}-{}@{} is no classification",
          message.topic(),
          message.partition(),
          message.offset(),
          e);
      return;
    }
    if (classification != null) {
      String handle = recent.add(classification);
      feed.publish("image", Json.line(Cards.image(handle, classification)));
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
    }
    if (running != null) {
      running.interrupt();
    }
  }
}
