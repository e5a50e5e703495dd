package io.clipstreams.benchmarks.faults;

import io.clipstreams.quickstart.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * An instance of the application, as a process that can be killed and stopped, with a {@code
 * state.dir} that stays. It should run from {@link #start} until {@link #kill} or {@link #close}.
 * For one thread at a time.
 */
public final class AppInstance implements AutoCloseable {

  private static final List<String> JVM_OPTIONS =
      List.of("-Xmx400m", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Dai.djl.offline=true");

  private final String name;
  private final Path folder;
  private final AppProgram program;
  private final Path config;
  private ChildJvm process;
  private int starts;

  /**
   * @param folder of this instance alone: configuration, state and logs
   * @param settings of the application, all but {@code state.dir}
   */
  public AppInstance(String name, Path folder, AppProgram program, Map<String, String> settings) {
    this.name = name;
    this.folder = folder;
    this.program = program;
    this.config = folder.resolve("clip-streams.properties");
    Properties properties = new Properties();
    properties.putAll(new TreeMap<>(settings));
    properties.setProperty("state.dir", folder.resolve("state").toString());
    properties.setProperty("http.host", "127.0.0.1");
    properties.setProperty("http.port", "0");
    try {
      Files.createDirectories(folder);
      try (Writer writer = Files.newBufferedWriter(config)) {
        properties.store(writer, name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of " + name + " cannot be written", e);
    }
  }

  public String name() {
    return name;
  }

  /** Starts the process and returns at once. */
  public void start() {
    if (process != null) {
      throw new IllegalStateException(name + " has been started already");
    }
    List<String> arguments = new ArrayList<>(program.arguments());
    arguments.add(config.toString());
    starts++;
    process =
        ChildJvm.start(
            new ChildJvm.Program(name, JVM_OPTIONS, program.mainClass(), arguments), log());
  }

  /** The log of the latest start. */
  public Path log() {
    return folder.resolve("run-" + starts + ".log");
  }

  /** What the latest start has logged. */
  public String logged() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException("the log of " + name + " cannot be read", e);
    }
  }

  /** Waits until it reads images. */
  public void awaitReady(Duration limit) {
    process.awaitReady(this::isReady, limit);
  }

  /** Whether the latest start has come so far as to read images. */
  public boolean isReady() {
    return logged().contains(program.readyLine());
  }

  /** Whether it should run. */
  public boolean isStarted() {
    return process != null;
  }

  /** Whether it should run and does not: it has ended by itself. */
  public boolean hasEnded() {
    return process != null && !process.isAlive();
  }

  /** Forgets a process that has ended, so that it can be started again. */
  public void acknowledgeEnd() {
    if (!hasEnded()) {
      throw new IllegalStateException(name + " has not ended");
    }
    process = null;
  }

  /** Kills it as a crash would. */
  public void kill() {
    process.kill();
    process = null;
  }

  /** SIGSTOP. */
  public void stop() {
    process.stop();
  }

  /** SIGCONT. */
  public void resume() {
    process.resume();
  }

  /** Asks it to end, and returns when it has. */
  @Override
  public void close() {
    if (process != null) {
      process.close();
      process = null;
    }
  }
}
