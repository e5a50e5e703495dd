package io.clipstreams.cli.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {

  @TempDir private Path folder;

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void theResidentMemoryIsReadFromLinuxsStatus() throws IOException {
    Path status = folder.resolve("status");
    Files.writeString(status, "Name:\tjava\nVmHWM:\t  999 kB\nVmRSS:\t    2048 kB\nThreads:\t3\n");

    new ProcessMemory(status).bindTo(registry);

    assertThat(registry.get("process.resident.memory").gauge().value()).isEqualTo(2048 * 1024);
  }

  @Test
  void elsewhereThereIsNoSuchGauge() {
    new ProcessMemory(folder.resolve("nothing")).bindTo(registry);

    assertThat(registry.getMeters()).isEmpty();
  }
}
