package io.clipstreams.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker, a schema registry and an S3 server on this machine: all that clip-streams needs.
 *
 * <p>{@link #start} starts them at the same time on threads of its own and blocks until all are
 * ready. Any thread may call {@link #close}, once.
 */
public final class LocalServers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LocalServers.class);

  private final Broker kafka;
  private final LocalRegistry registry;
  private final LocalS3 s3;

  private LocalServers(Broker kafka, LocalRegistry registry, LocalS3 s3) {
    this.kafka = kafka;
    this.registry = registry;
    this.s3 = s3;
  }

  /** Hears of each server as it becomes ready, on the thread that has started it. */
  @FunctionalInterface
  public interface Progress {

    /**
     * A server is ready. Several may call this at the same time.
     *
     * @param server such as {@code kafka}
     * @param address where it is reached
     */
    void ready(String server, Duration took, String address);
  }

  /**
   * Starts all three and returns when all are ready.
   *
   * @param dir a fresh folder, which gets one folder for each server
   * @throws LocalServerException when one cannot be started; the others are closed then
   */
  public static LocalServers start(Path dir, Progress progress) {
    return start(dir, progress, LocalKafka::start);
  }

  /**
   * The same with a broker from elsewhere.
   *
   * @param broker starts it; gets the folder for its data
   */
  public static LocalServers start(
      Path dir, Progress progress, Function<Path, ? extends Broker> broker) {
    var starting = new Starting(progress);
    try {
      Future<Broker> kafka =
          starting.server(
              "kafka", () -> broker.apply(dir.resolve("kafka")), Broker::bootstrapServers);
      var registry =
          starting.server(
              "registry", () -> LocalRegistry.start(dir.resolve("registry")), LocalRegistry::url);
      var s3 =
          starting.server(
              "s3", () -> LocalS3.start(dir.resolve("s3")), server -> server.endpoint().toString());
      return new LocalServers(starting.await(kafka), starting.await(registry), starting.await(s3));
    } catch (RuntimeException e) {
      starting.closeAll(e);
      throw e;
    } finally {
      starting.end();
    }
  }

  public Broker kafka() {
    return kafka;
  }

  public LocalRegistry registry() {
    return registry;
  }

  public LocalS3 s3() {
    return s3;
  }

  /** Closes S3, the registry and Kafka, in this order, and each of them whatever the others do. */
  @Override
  public void close() {
    try (kafka;
        registry;
        s3) {
      // closing them is all there is to do
    }
  }

  /** The servers that are being started. One thread at a time calls its methods. */
  private static final class Starting {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<? extends AutoCloseable>> servers = new ArrayList<>();
    private final Progress progress;

    Starting(Progress progress) {
      this.progress = progress;
    }

    <T extends AutoCloseable> Future<T> server(
        String name, Supplier<T> start, Function<T, String> address) {
      Future<T> future =
          threads.submit(
              () -> {
                long begin = System.nanoTime();
                T server = start.get();
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                log.info("{} ready in {} ms at {}", name, took.toMillis(), address.apply(server));
                progress.ready(name, took, address.apply(server));
                return server;
              });
      servers.add(future);
      return future;
    }

    <T> T await(Future<T> server) {
      try {
        return server.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof LocalServerException failure
            ? failure
            : new LocalServerException("a server cannot be started: " + e.getCause(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LocalServerException("interrupted while the servers start", e);
      }
    }

    /** Waits for those that still start, and closes all that did. */
    void closeAll(RuntimeException why) {
      for (Future<? extends AutoCloseable> server : servers) {
        try {
          await(server).close();
        } catch (Exception e) {
          if (e != why) {
            why.addSuppressed(e);
          }
        }
      }
    }

    void end() {
      threads.shutdown();
    }
  }
}
