package io.clipstreams.model.runtime;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.Precision;
import io.clipstreams.model.checkpoint.Hashes;
import io.clipstreams.model.program.ProbeProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out by timing whether a device multiplies bfloat16 faster than float32. Names of processors
 * and flags would not tell: software emulates bfloat16 where hardware lacks it. The fastest of many
 * short rounds counts, since a busy machine disturbs most of them. For the processor a clear
 * verdict is kept in the cache folder; an unclear one is sought again at the next start.
 */
final class PrecisionProbe {

  private static final Logger LOG = LoggerFactory.getLogger(PrecisionProbe.class);
  private static final int MATRIX = 512;
  private static final int ROUNDS = 60;

  /** Less than this is not worth the rounding. */
  private static final double WORTH_IT = 1.3;

  /** Emulation is slower than this. */
  private static final double CLEARLY_NOT = 0.8;

  private final Path cacheDir;

  PrecisionProbe(Path cacheDir) {
    this.cacheDir = cacheDir;
  }

  Precision fasterOn(Device device) {
    try {
      if (device.isGpu()) {
        return verdict(gain(device));
      }
      Path kept = cacheDir.resolve("precision").resolve(Hashes.of(processor()));
      if (Files.exists(kept)) {
        return Precision.valueOf(Files.readString(kept).strip());
      }
      double gain = gain(device);
      if (gain >= WORTH_IT || gain <= CLEARLY_NOT) {
        keep(verdict(gain), kept);
      }
      return verdict(gain);
    } catch (IOException e) {
      throw new CheckpointException(
          "the cache folder %s cannot be used: %s; set another one"
              .formatted(cacheDir, e.getMessage()),
          e);
    }
  }

  private static Precision verdict(double gain) {
    return gain >= WORTH_IT ? Precision.BFLOAT16 : Precision.FLOAT32;
  }

  private static void keep(Precision verdict, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path fresh = Files.createTempFile(file.getParent(), "verdict", ".tmp");
    Files.writeString(fresh, verdict.name());
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What the verdict depends on: the processor and the library. */
  private static String processor() throws IOException {
    String system = System.getProperty("os.name") + System.getProperty("os.arch");
    Path cpuInfo = Path.of("/proc/cpuinfo");
    if (Files.exists(cpuInfo)) {
      try (Stream<String> lines = Files.lines(cpuInfo)) {
        system +=
            lines
                .filter(line -> line.matches("(model name|flags|Features|CPU part)\\s*:.*"))
                .distinct()
                .collect(Collectors.joining());
      }
    }
    return system + Torch.engine().getVersion();
  }

  /** How many times as fast bfloat16 is. */
  private double gain(Device device) throws IOException {
    Files.createDirectories(cacheDir);
    Path archive = Files.createTempFile(cacheDir, "probe", ".pt");
    try {
      ProbeProgram.write(archive, MATRIX);
      try (DeviceWorker worker = DeviceWorker.start(device, archive)) {
        double float32 = Double.MAX_VALUE;
        double bfloat16 = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          float32 = Math.min(float32, millis(worker, Precision.FLOAT32));
          bfloat16 = Math.min(bfloat16, millis(worker, Precision.BFLOAT16));
        }
        double gain = float32 / bfloat16;
        LOG.debug("bfloat16 is {} times as fast as float32 on {}", gain, Torch.name(device));
        return gain;
      }
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private static double millis(DeviceWorker worker, Precision precision) {
    long start = System.nanoTime();
    worker.call(precision.toString(), manager -> new NDList());
    return (System.nanoTime() - start) / 1e6;
  }
}
