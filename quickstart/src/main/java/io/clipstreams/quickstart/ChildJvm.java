package io.clipstreams.quickstart;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Another JVM, started with this one's java, that can be killed and stopped. It writes its output
 * to a log file and never outlives this process: it ends when its standard input does, see {@link
 * ChildJvmMain}. Ctrl-C reaches this process only, which then closes its children in order.
 *
 * <p>Any thread may call any method.
 */
public final class ChildJvm implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(15);
  private static final int TAIL_LINES = 20;
  private static final int TAIL_BYTES = 16 * 1024;

  /** Options meant for this process, such as a debugger's port, are not for its children. */
  private static final List<String> NOT_INHERITED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread killStopped;
  private boolean stopped;

  /**
   * What to run.
   *
   * @param name how messages call it
   * @param jvmOptions such as {@code -Xmx256m}
   * @param classPath in the platform's notation
   * @param environment added to this process's own
   */
  public record Program(
      String name,
      List<String> jvmOptions,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment) {

    public Program {
      jvmOptions = List.copyOf(jvmOptions);
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    /** A program on this process's own class path. */
    public Program(String name, List<String> jvmOptions, String mainClass, List<String> arguments) {
      this(name, jvmOptions, System.getProperty("java.class.path"), mainClass, arguments, Map.of());
    }
  }

  private ChildJvm(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.killStopped = new Thread(process::destroyForcibly, "kill-stopped-" + name);
  }

  /**
   * Starts the program and returns at once.
   *
   * @param log the file that its output is appended to
   */
  public static ChildJvm start(Program program, Path log) {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(commandLine(program))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().keySet().removeAll(NOT_INHERITED);
      builder.environment().putAll(program.environment());
      return new ChildJvm(program.name(), builder.start(), log);
    } catch (IOException e) {
      throw new LocalServerException(program.name() + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static List<String> commandLine(Program program) {
    List<String> line = new ArrayList<>();
    // Ctrl-C goes to the whole process group. A JVM that starts with it ignored leaves it ignored.
    line.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(program.jvmOptions());
    line.add("-cp");
    line.add(program.classPath() + File.pathSeparator + ownCode());
    line.add(ChildJvmMain.class.getName());
    line.add(program.mainClass());
    line.addAll(program.arguments());
    return line;
  }

  /** Where {@link ChildJvmMain} is loaded from: this module's jar or classes folder. */
  private static Path ownCode() {
    try {
      return Path.of(
          ChildJvmMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until the child is ready.
   *
   * @param ready is asked again and again on the calling thread
   * @throws LocalServerException when the child ends, or the limit passes, before it is ready; the
   *     message has the end of its log
   */
  public void awaitReady(BooleanSupplier ready, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw failure("ended with exit status " + process.exitValue() + " before it was ready");
      }
      if (System.nanoTime() > deadline) {
        throw failure("is not ready after " + limit.toSeconds() + " s");
      }
      try {
        Thread.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LocalServerException("interrupted while waiting for " + name, e);
      }
    }
  }

  private LocalServerException failure(String what) {
    return new LocalServerException(
        "%s %s. Its log is %s and ends with:%n%s".formatted(name, what, log, logTail()));
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The file that holds the child's output. */
  public Path log() {
    return log;
  }

  /** The last lines of the child's output. */
  public String logTail() {
    try (var file = Files.newByteChannel(log)) {
      file.position(Math.max(0, file.size() - TAIL_BYTES));
      var bytes = Channels.newInputStream(file).readAllBytes();
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("the log of " + name + " cannot be read", e);
    }
  }

  /** Kills the child with SIGKILL, as a crash would, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Stops the child with SIGSTOP: it keeps its memory and connections, and does nothing. */
  public synchronized void stop() {
    if (!stopped) {
      signal("STOP");
      // A stopped child cannot notice that its parent has ended.
      Runtime.getRuntime().addShutdownHook(killStopped);
      stopped = true;
    }
  }

  /** Lets a stopped child go on, with SIGCONT. */
  public synchronized void resume() {
    if (stopped) {
      signal("CONT");
      notStopped();
    }
  }

  private synchronized void notStopped() {
    try {
      Runtime.getRuntime().removeShutdownHook(killStopped);
    } catch (IllegalStateException e) {
      // This process is ending already, and the hook with it.
    }
    stopped = false;
  }

  private void signal(String signal) {
    try {
      // The shell's own kill: small images lack the command.
      List<String> command =
          List.of("/bin/sh", "-c", "kill -" + signal + " \"$1\"", "sh", Long.toString(pid()));
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new LocalServerException(
            "signal %s cannot be sent to %s, process %d".formatted(signal, name, pid()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("signal " + signal + " cannot be sent to " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerException("interrupted while signalling " + name, e);
    }
  }

  private void awaitExit() {
    process.onExit().join();
    notStopped();
  }

  /** Asks the child to end (SIGTERM) and kills it when it does not within 15 s. */
  @Override
  public void close() {
    resume();
    process.destroy();
    try {
      if (!process.waitFor(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    awaitExit();
  }
}
