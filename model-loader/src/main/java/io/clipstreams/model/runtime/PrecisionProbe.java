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
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out by timing whether a device multiplies bfloat16 faster than float32. Names of processors
 * and flags would not tell: software emulates bfloat16 where hardware lacks it. For the processor
 * the verdict is kept in the cache folder.
 */
final class PrecisionProbe {

  private static final Logger LOG = LoggerFactory.getLogger(PrecisionProbe.class);
  private static final int MATRIX = 512;
  private static final int ROUNDS = 9;

  /** Less than this is not worth the rounding. */
  private static final double WORTH_IT = 1.3;

  private final Path cacheDir;

  PrecisionProbe(Path cacheDir) {
    this.cacheDir = cacheDir;
  }

  Precision fasterOn(Device device) {
    try {
      if (device.isGpu()) {
        return measure(device);
      }
      Path kept = cacheDir.resolve("precision").resolve(Hashes.of(processor()));
      if (Files.exists(kept)) {
        return Precision.valueOf(Files.readString(kept).strip());
      }
      Precision verdict = measure(device);
      Files.createDirectories(kept.getParent());
      Path fresh = Files.createTempFile(kept.getParent(), "verdict", ".tmp");
      Files.writeString(fresh, verdict.name());
      Files.move(fresh, kept, StandardCopyOption.ATOMIC_MOVE);
      return verdict;
    } catch (IOException e) {
      throw new CheckpointException(
          "the cache folder %s cannot be used: %s; set another one"
              .formatted(cacheDir, e.getMessage()),
          e);
    }
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

  private Precision measure(Device device) throws IOException {
    Files.createDirectories(cacheDir);
    Path archive = Files.createTempFile(cacheDir, "probe", ".pt");
    try {
      ProbeProgram.write(archive, MATRIX);
      try (DeviceWorker worker = DeviceWorker.start(device, archive)) {
        double[] float32 = new double[ROUNDS];
        double[] bfloat16 = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
          float32[round] = millis(worker, Precision.FLOAT32);
          bfloat16[round] = millis(worker, Precision.BFLOAT16);
        }
        double gain = median(float32) / median(bfloat16);
        LOG.debug("bfloat16 is {} times as fast as float32 on {}", gain, Torch.name(device));
        return gain >= WORTH_IT ? Precision.BFLOAT16 : Precision.FLOAT32;
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

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
