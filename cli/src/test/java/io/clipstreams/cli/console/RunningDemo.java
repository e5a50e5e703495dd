package io.clipstreams.cli.console;

import io.clipstreams.cli.Main;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.quickstart.ChildJvm;
import io.clipstreams.topology.config.ConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code clip-streams demo} in a process of its own, which has told its story and goes on. */
record RunningDemo(ChildJvm process, Path config) implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Pattern CONSOLE =
      Pattern.compile("(http://127\\.0\\.0\\.1:\\d+/)#token=([0-9a-f]+)");

  static RunningDemo start(Path folder) {
    String registry = "clipstreams.registry.home";
    ChildJvm process =
        ChildJvm.start(
            new ChildJvm.Program(
                "demo",
                List.of(
                    "-Xmx1g",
                    "-Djava.awt.headless=true",
                    "-Dai.djl.offline=true",
                    "-D%s=%s".formatted(registry, System.getProperty(registry))),
                Main.class.getName(),
                List.of("demo", "--folder", folder.resolve("demo").toString())),
            folder.resolve("demo.log"));
    RunningDemo demo =
        new RunningDemo(process, folder.resolve("demo").resolve("clip-streams.properties"));
    process.awaitReady(() -> demo.output().contains("Ctrl-C ends it"), LIMIT);
    return demo;
  }

  /** What it has printed. */
  String output() {
    try {
      return Files.readString(process.log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The console's address, with the token behind the #, as it is printed. */
  String unlockedConsole() {
    return console().group();
  }

  /** The address alone. */
  String lockedConsole() {
    return console().group(1);
  }

  private Matcher console() {
    Matcher found = CONSOLE.matcher(output());
    if (!found.find()) {
      throw new AssertionError("no address of a console in: " + output());
    }
    return found;
  }

  Cluster cluster() {
    return new Cluster(ConfigLoader.load(Optional.of(config), Map.of(), Map.of()));
  }

  @Override
  public void close() {
    process.close();
  }
}
