package io.clipstreams.benchmarks.line;

import io.clipstreams.quickstart.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the processes that work on images, all with the same Java. */
final class Java {

  /** A random checkpoint is hashed and written as a program first. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final int BASE_HEAP_MB = 3_072;
  private static final int HEAP_MB_PER_PROCESSOR = 64;

  private Java() {}

  /** So that decoding fits on machines with many processors; less than the launcher takes here. */
  static String heap() {
    int processors = Runtime.getRuntime().availableProcessors();
    return "-Xmx%dm".formatted(BASE_HEAP_MB + HEAP_MB_PER_PROCESSOR * processors);
  }

  /** Starts a main class and waits until it has written this file. */
  static ChildJvm start(
      String name, Class<?> main, List<String> options, List<String> arguments, Path ready) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("-Djava.awt.headless=true", "-Dai.djl.offline=true"));
    ChildJvm child =
        ChildJvm.start(
            new ChildJvm.Program(
                name,
                all,
                System.getProperty("java.class.path"),
                main.getName(),
                arguments,
                Map.of("OPT_OUT_TRACKING", "true")),
            ready.resolveSibling(name + ".log"));
    try {
      child.awaitReady(() -> Files.exists(ready), START_LIMIT);
      return child;
    } catch (RuntimeException e) {
      child.close();
      throw e;
    }
  }
}
