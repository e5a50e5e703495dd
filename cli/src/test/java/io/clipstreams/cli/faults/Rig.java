package io.clipstreams.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.benchmarks.faults.AppInstance;
import io.clipstreams.benchmarks.faults.AppProgram;
import io.clipstreams.benchmarks.faults.FaultServers;
import io.clipstreams.benchmarks.faults.Line;
import io.clipstreams.benchmarks.faults.Picture;
import io.clipstreams.benchmarks.faults.Trial;
import io.clipstreams.benchmarks.verifier.Verdict;
import io.clipstreams.cli.Main;
import io.clipstreams.cli.faults.SharedServers.Stack;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One application on the shared servers, what it is given, and the verifier. One thread. */
final class Rig implements AutoCloseable {

  /** The real command. */
  static final AppProgram RUN =
      new AppProgram(Main.class.getName(), List.of("run", "--config"), "ready: reading");

  private static final Duration READY_LIMIT = Duration.ofSeconds(120);
  private static final Duration SETTLE =
      Scale.ofThisBuild().choose(Duration.ofSeconds(1), Duration.ofSeconds(5));
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Stack stack;
  private final Line line;
  private final Trial trial;
  private final List<AppInstance> instances = new ArrayList<>();

  Rig(Stack stack, String name, Map<String, String> settings) throws InterruptedException {
    this.stack = stack;
    this.line = new Line(stack.servers(), name, stack.folder().resolve(name), settings);
    line.createTopics();
    this.trial = new Trial(stack.servers(), line, stack.judge(), name.hashCode());
    trial.swapLabels();
  }

  /** An instance that has been started with the real command. */
  AppInstance start(String name) {
    return start(name, RUN);
  }

  /** Settings of an instance in this process. */
  ClipStreamsConfig config(String name) {
    return line.config(stack.folder().resolve(name).resolve("state"));
  }

  AppInstance start(String name, AppProgram program) {
    AppInstance instance = line.instance(name, program);
    instances.add(instance);
    instance.start();
    return instance;
  }

  static void awaitReady(AppInstance instance) {
    instance.awaitReady(READY_LIMIT);
  }

  /** Waits until it ends by itself. */
  static void awaitEnd(AppInstance instance) throws InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!instance.hasEnded()) {
      assertThat(System.nanoTime()).as("still runs: %s", instance.log()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** Waits until images are judged by this version. */
  void awaitCurrent(long version) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!trial.isCurrent(version)) {
      assertThat(System.nanoTime()).as("version %d", version).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  Trial trial() {
    return trial;
  }

  Line line() {
    return line;
  }

  FaultServers servers() {
    return stack.servers();
  }

  /** A drawing that can be classified. */
  Picture drawing(int number) {
    return stack.judge().pictures().get(number);
  }

  /** Waits for the answers, reads everything afresh, and requires that nothing is wrong. */
  Verdict assertAllAnsweredOnceAndRightly() throws InterruptedException {
    int missing = trial.drain(PATIENCE);
    Verdict verdict = trial.verify(SETTLE);
    assertThat(missing).as(verdict.toString()).isZero();
    assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
    assertThat(verdict.deadLetters()).isEqualTo(verdict.expectedDeadLetters());
    assertThat(verdict.classifications() + verdict.deadLetters()).isEqualTo(verdict.submitted());
    return verdict;
  }

  /** Objects, and how they are judged. */
  Trial.Judge judge() {
    return stack.judge();
  }

  @Override
  public void close() {
    // Killed: the others of the group are gone at the same time, nobody takes over.
    for (AppInstance instance : instances) {
      if (instance.isStarted()) {
        instance.kill();
      }
    }
    trial.close();
  }
}
