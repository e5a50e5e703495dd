package io.clipstreams.benchmarks.faults;

import io.clipstreams.benchmarks.verifier.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Injects faults while images arrive at a steady rate and the label set is replaced again and
 * again; then heals everything, waits until all is answered, and counts. The seed settles inputs,
 * label sets and the schedule of faults; how far the schedule comes depends on the machine.
 *
 * <p>One thread calls {@link #run}, and then {@link #close}, which ends the servers.
 */
public final class FaultsBenchmark implements AutoCloseable {

  private static final Duration SWAP_INTERVAL = Duration.ofSeconds(5);
  private static final Duration FEED_INTERVAL = Duration.ofMillis(100);
  private static final Duration READY_LIMIT = Duration.ofSeconds(120);
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(180);
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final double LONG_MINUTES = 10;

  private final Options options;
  private final Consumer<String> progress;
  private final FaultServers servers;
  private final Line line;

  /**
   * What to do.
   *
   * @param minutes of injection
   * @param imagesPerMinute that are submitted meanwhile
   * @param folder a fresh one, for everything
   * @param program how the application is started
   */
  public record Options(
      long seed, double minutes, int imagesPerMinute, Path folder, AppProgram program) {
    public Options {
      if (!(minutes > 0) || imagesPerMinute < 1) {
        throw new IllegalArgumentException("minutes and images per minute must be positive");
      }
    }
  }

  /**
   * Starts the servers.
   *
   * @param progress hears what is done, from several threads
   */
  public FaultsBenchmark(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
    this.servers = FaultServers.start(options.folder().resolve("servers"));
    this.line = new Line(servers, "faults", options.folder().resolve("instances"), Map.of());
  }

  /** Where everything is to be found, for consumers of somebody else's. */
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("bootstrap.servers", servers.kafka().bootstrapServers());
    addresses.put("schema.registry.url", servers.registry().url());
    addresses.put("s3.endpoint", servers.s3().endpoint().toString());
    addresses.put("topic.images", line.config().topics().images());
    addresses.put("topic.classifications", line.config().topics().classifications());
    addresses.put("topic.dead.letters", line.config().topics().deadLetters());
    return addresses;
  }

  /** Runs it all. */
  public FaultsResult run() throws InterruptedException {
    line.createTopics();
    progress.accept("classifying all pictures locally");
    Trial.Judge judge = Trial.Judge.create(servers, options.seed());
    ExecutorService threads = Executors.newCachedThreadPool();
    try (Trial trial = new Trial(servers, line, judge, options.seed());
        AppInstance first = line.instance("first", options.program());
        AppInstance second = line.instance("second", options.program())) {
      first.start();
      first.awaitReady(READY_LIMIT);
      long version = trial.swapLabels();
      while (!trial.isCurrent(version)) {
        Thread.sleep(FEED_INTERVAL.toMillis());
      }
      progress.accept("injecting faults");
      long end = System.nanoTime() + Math.round(options.minutes() * 60e9);
      Future<?> feeding = threads.submit(() -> feed(trial, end));
      Future<Integer> swapping = threads.submit(() -> swap(trial, end));
      Injector injector = new Injector(servers, first, second, progress);
      Map<FaultKind, Integer> counts = inject(injector, end);
      finish(feeding);
      int swaps = finish(swapping);
      progress.accept("waiting until everything is answered");
      injector.awaitReady(first);
      long begin = System.nanoTime();
      int missing = trial.drain(DRAIN_PATIENCE);
      double drained = (System.nanoTime() - begin) / 1e9;
      progress.accept("counting; %d have no answer".formatted(missing));
      Verdict verdict = trial.verify(SETTLE);
      return FaultsResult.of(
          options.seed(),
          options.minutes(),
          verdict,
          swaps + 1,
          injector.restarts(),
          drained,
          byField(counts),
          addresses());
    } finally {
      threads.shutdownNow();
    }
  }

  private Map<FaultKind, Integer> inject(Injector injector, long end) throws InterruptedException {
    FaultSchedule schedule = new FaultSchedule(options.seed(), Line.SESSION_TIMEOUT);
    Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
    Deque<PlannedFault> round = new ArrayDeque<>();
    boolean first = true;
    while (true) {
      if (round.isEmpty()) {
        round.addAll(schedule.nextRound());
      }
      PlannedFault fault = round.remove();
      boolean owed = first && options.minutes() >= LONG_MINUTES && fault.kind().always();
      if (System.nanoTime() >= end && !owed) {
        return counts;
      }
      injector.inject(fault);
      counts.merge(fault.kind(), 1, Integer::sum);
      first = first && !round.isEmpty();
    }
  }

  private void feed(Trial trial, long end) {
    long begin = System.nanoTime();
    long sent = 0;
    try {
      while (System.nanoTime() < end) {
        long due = Math.round((System.nanoTime() - begin) / 60e9 * options.imagesPerMinute());
        trial.submit((int) (due - sent));
        sent = due;
        Thread.sleep(FEED_INTERVAL.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int swap(Trial trial, long end) throws InterruptedException {
    int swaps = 0;
    while (System.nanoTime() < end) {
      long version = trial.swapLabels();
      swaps++;
      do {
        Thread.sleep(SWAP_INTERVAL.toMillis());
        // One that is replaced while it is encoded would become a dead letter.
      } while (!trial.isCurrent(version) && System.nanoTime() < end);
    }
    return swaps;
  }

  private static <T> T finish(Future<T> work) throws InterruptedException {
    try {
      return work.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the inputs cannot be submitted: " + e.getCause(), e.getCause());
    }
  }

  private static Map<String, Integer> byField(Map<FaultKind, Integer> counts) {
    Map<String, Integer> byField = new LinkedHashMap<>();
    for (FaultKind kind : FaultKind.values()) {
      byField.put(kind.field(), counts.getOrDefault(kind, 0));
    }
    return byField;
  }

  @Override
  public void close() {
    servers.close();
  }
}
