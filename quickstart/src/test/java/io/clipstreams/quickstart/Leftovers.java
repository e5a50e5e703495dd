package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what this process runs with what it ran before: threads that keep it up, children. */
record Leftovers(Set<Thread> threads, Set<ProcessHandle> children) {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  static Leftovers now() {
    return new Leftovers(userThreads(), ownChildren());
  }

  void assertNone() {
    await()
        .pollInSameThread()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(userThreads()).isSubsetOf(threads);
              assertThat(ownChildren()).isSubsetOf(children);
            });
  }

  private static Set<Thread> userThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .collect(Collectors.toSet());
  }

  private static Set<ProcessHandle> ownChildren() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }
}
