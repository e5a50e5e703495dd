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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out by timing whether a device multiplies bfloat16 faster than float32, and a GPU without
 * that float16. Names of processors and flags would not tell: software emulates bfloat16 where
 * hardware lacks it. The fastest of many short rounds counts, since a busy machine disturbs most of
 * them. For the processor a clear verdict is kept in the cache folder; an unclear one is sought
 * again at the next start.
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

  Precision fastestOn(Device device) {
    try {
      if (device.isGpu()) {
        return onGpu(gains(device, EnumSet.of(Precision.BFLOAT16, Precision.FLOAT16)));
      }
      Path kept = cacheDir.resolve("precision").resolve(Hashes.of(processor()));
      if (Files.exists(kept)) {
        return Precision.valueOf(Files.readString(kept).strip());
      }
      double gain = gains(device, EnumSet.of(Precision.BFLOAT16)).get(Precision.BFLOAT16);
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

  /** bfloat16 has float32's range, so float16 is taken only where it is the one in hardware. */
  static Precision onGpu(Map<Precision, Double> gains) {
    double float16 = gains.get(Precision.FLOAT16);
    boolean emulated = gains.get(Precision.BFLOAT16) < float16 / WORTH_IT;
    return emulated && float16 >= WORTH_IT
        ? Precision.FLOAT16
        : verdict(gains.get(Precision.BFLOAT16));
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

  /** How many times as fast as float32 each of those is. */
  private Map<Precision, Double> gains(Device device, Set<Precision> candidates)
      throws IOException {
    Files.createDirectories(cacheDir);
    Path archive = Files.createTempFile(cacheDir, "probe", ".pt");
    try {
      ProbeProgram.write(archive, MATRIX);
      try (DeviceWorker worker = DeviceWorker.start(device, archive)) {
        double float32 = Double.MAX_VALUE;
        Map<Precision, Double> fastest = new EnumMap<>(Precision.class);
        for (int round = 0; round < ROUNDS; round++) {
          float32 = Math.min(float32, millis(worker, Precision.FLOAT32));
          for (Precision candidate : candidates) {
            fastest.merge(candidate, millis(worker, candidate), Math::min);
          }
        }
        double reference = float32;
        fastest.replaceAll((candidate, millis) -> reference / millis);
        LOG.debug("times as fast as float32 on {}: {}", Torch.name(device), fastest);
        return fastest;
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
