package io.clipstreams.cli.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of the whole process, as Linux tells of it: on a CPU the model lives outside the heap,
 * where no figure of the JVM shows it. Elsewhere there is no such gauge.
 */
final class ProcessMemory implements MeterBinder {

  private static final Logger log = LoggerFactory.getLogger(ProcessMemory.class);
  private static final String RESIDENT = "VmRSS:";

  private final Path status;

  ProcessMemory() {
    this(Path.of("/proc/self/status"));
  }

  ProcessMemory(Path status) {
    this.status = status;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    if (Files.isReadable(status)) {
      Gauge.builder("process.resident.memory", this::residentBytes)
          .baseUnit("bytes")
          .description("Memory of the process, the model's outside the heap included")
          .register(registry);
    }
  }

  private double residentBytes() {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      log.warn("{} cannot be read", status, e);
      return Double.NaN;
    }
  }
}
