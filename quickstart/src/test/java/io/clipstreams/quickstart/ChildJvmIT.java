package io.clipstreams.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path dir;

  @Test
  void aChildEndsWhenItsParentIsKilled() throws IOException {
    try (ChildJvm parent = start(Parent.class)) {
      Path pidFile = dir.resolve("child.pid");
      parent.awaitReady(() -> Files.exists(pidFile), LIMIT);
      ProcessHandle child =
          ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
      assertThat(child.isAlive()).isTrue();

      parent.kill();

      await().atMost(LIMIT).until(() -> !child.isAlive());
    }
  }

  @Test
  void controlCLeavesAChildToItsParent() throws Exception {
    try (ChildJvm child = start(Sleeper.class)) {
      child.awaitReady(() -> child.logTail().contains("sleeping"), LIMIT);
      new ProcessBuilder("/bin/sh", "-c", "kill -INT \"$1\"", "sh", "" + child.pid())
          .start()
          .waitFor();
      Thread.sleep(500);
      assertThat(child.isAlive()).isTrue();
    }
  }

  @Test
  void aChildThatEndsBeforeItIsReadyIsReportedWithTheEndOfItsLog() {
    try (ChildJvm child = start(Failing.class)) {
      assertThatThrownBy(() -> child.awaitReady(() -> false, LIMIT))
          .isInstanceOf(LocalServerException.class)
          .hasMessageContaining("exit status 3")
          .hasMessageContaining(child.log().toString())
          .hasMessageContaining("no more paper");
    }
  }

  @Test
  void aChildThatIsNotReadyInTimeIsReported() {
    try (ChildJvm child = start(Sleeper.class)) {
      assertThatThrownBy(() -> child.awaitReady(() -> false, Duration.ofSeconds(1)))
          .hasMessageContaining("not ready after 1 s");
    }
  }

  private ChildJvm start(Class<?> main) {
    return ChildJvm.start(program(main, dir), dir.resolve("child.log"));
  }

  private static ChildJvm.Program program(Class<?> main, Path dir) {
    return new ChildJvm.Program(
        main.getSimpleName(), List.of("-Xmx64m"), main.getName(), List.of(dir.toString()));
  }

  /** Starts a child, says which process it is, and sleeps. */
  static final class Parent {
    public static void main(String[] args) throws Exception {
      Path dir = Path.of(args[0]);
      ChildJvm child = ChildJvm.start(program(Sleeper.class, dir), dir.resolve("grandchild.log"));
      child.awaitReady(() -> child.logTail().contains("sleeping"), LIMIT);
      Path unfinished = dir.resolve("child.pid.part");
      Files.writeString(unfinished, Long.toString(child.pid()));
      Files.move(unfinished, dir.resolve("child.pid"));
      Thread.sleep(LIMIT.toMillis());
    }
  }

  /** Sleeps. */
  static final class Sleeper {
    public static void main(String[] args) throws Exception {
      System.out.println("sleeping");
      Thread.sleep(2 * LIMIT.toMillis());
    }
  }

  /** Fails. */
  static final class Failing {
    public static void main(String[] args) {
      System.out.println("no more paper");
      System.exit(3);
    }
  }
}
