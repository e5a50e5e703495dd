package io.clipstreams.topology.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the classes named …Stress with OpenJDK's jcstress, which interleaves their actors millions
 * of times and knows every outcome that may be seen. Each has half a second here; for longer, run
 * {@code org.openjdk.jcstress.Main} on the tests' class path with a mode of its own.
 */
class ConcurrencyTest {

  private static final String ALL = "io.clipstreams.*Stress";
  private static final List<String> ONE_SHORT_RUN =
      List.of("-t", ALL, "-f", "1", "-iters", "1", "-time", "500", "-af", "NONE", "-sc", "false");

  @TempDir Path folder;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void noInterleavingHasAForbiddenOutcome() throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "org.openjdk.jcstress.Main",
            "--jvmArgs",
            "-Xmx256m");
    command.command().addAll(ONE_SHORT_RUN);
    command.directory(folder.toFile()).redirectErrorStream(true);
    Process jcstress = command.start();
    String said;
    try (InputStream output = jcstress.getInputStream()) {
      said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      jcstress.destroyForcibly();
    }

    assertThat(jcstress.waitFor()).as(said).isZero();
    assertThat(said).contains("All remaining tests: 5 matching");
  }
}
