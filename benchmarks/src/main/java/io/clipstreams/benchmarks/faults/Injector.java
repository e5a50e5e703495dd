package io.clipstreams.benchmarks.faults;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Does what the schedule says to the application and its servers, and starts instances again that
 * have ended by themselves, as whoever runs an application does. For one thread.
 */
final class Injector {

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration READY_LIMIT = Duration.ofSeconds(120);
  private static final int LEAST_PAUSE_MS = 200;

  private final FaultServers servers;
  private final AppInstance first;
  private final AppInstance second;
  private final Consumer<String> progress;
  private int restarts;

  /**
   * @param first that always runs
   * @param second that comes and goes
   * @param progress hears of what is done
   */
  Injector(FaultServers servers, AppInstance first, AppInstance second, Consumer<String> progress) {
    this.servers = servers;
    this.first = first;
    this.second = second;
    this.progress = progress;
  }

  void inject(PlannedFault fault) throws InterruptedException {
    pause(fault.pause());
    progress.accept(
        "%s for %.1f s%s"
            .formatted(
                fault.kind().field(),
                fault.lasts().toMillis() / 1e3,
                fault.variant() ? ", variant" : ""));
    switch (fault.kind()) {
      case APP_KILL -> {
        first.kill();
        Thread.sleep(fault.lasts().toMillis() / 2);
        first.start();
      }
      case APP_STOP -> stopApp(fault);
      case BROKER_KILL -> {
        servers.kafka().kill();
        pause(fault.lasts());
        servers.kafka().restart();
      }
      case REBALANCE -> rebalance(fault);
      case REGISTRY_DOWN -> {
        servers.registry().kill();
        pause(fault.lasts());
        servers.registry().restart();
      }
      case S3_DOWN -> spoil(S3Fault.DOWN, fault);
      case S3_ERROR -> spoil(S3Fault.ERRORS, fault);
      case S3_SLOW -> spoil(S3Fault.SLOW, fault);
      case S3_CUT -> spoil(S3Fault.CUT, fault);
      case S3_LONG -> spoil(S3Fault.LONG, fault);
    }
  }

  private void spoil(S3Fault how, PlannedFault fault) throws InterruptedException {
    servers.proxy().inject(how);
    pause(fault.lasts());
    servers.proxy().inject(S3Fault.NONE);
  }

  /** In the variant another instance takes the partitions over, and the stopped one is a zombie. */
  private void stopApp(PlannedFault fault) throws InterruptedException {
    if (fault.variant()) {
      second.start();
      awaitReady(second);
    }
    if (first.hasEnded()) {
      restartEnded();
    }
    first.stop();
    pause(fault.lasts());
    first.resume();
    if (fault.variant()) {
      pause(Duration.ofSeconds(5));
      second.close();
    }
  }

  /** In the variant the second instance is killed, instead of leaving in order. */
  private void rebalance(PlannedFault fault) throws InterruptedException {
    second.start();
    awaitReady(second);
    pause(fault.lasts());
    if (fault.variant()) {
      second.kill();
    } else {
      second.close();
    }
  }

  /** Waits until an instance reads images; starts it again when it ends before. */
  void awaitReady(AppInstance instance) throws InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!instance.isReady()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s does not read images after %d s; its log is %s"
                .formatted(instance.name(), READY_LIMIT.toSeconds(), instance.log()));
      }
      pause(LOOK);
    }
  }

  /** Waits, and meanwhile starts again what has ended by itself. */
  void pause(Duration time) throws InterruptedException {
    long until = System.nanoTime() + Math.max(time.toNanos(), LEAST_PAUSE_MS * 1_000_000L);
    while (System.nanoTime() < until) {
      restartEnded();
      Thread.sleep(Math.min(LOOK.toMillis(), Math.max(1, (until - System.nanoTime()) / 1_000_000)));
    }
  }

  private void restartEnded() {
    for (AppInstance instance : List.of(first, second)) {
      if (instance.hasEnded()) {
        progress.accept(
            "%s has ended by itself and is started again; its log was %s"
                .formatted(instance.name(), instance.log()));
        instance.acknowledgeEnd();
        instance.start();
        restarts++;
      }
    }
  }

  /** How often an instance had ended by itself. */
  int restarts() {
    return restarts;
  }
}
