package io.clipstreams.model.runtime;

import ai.djl.Device;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Precision;
import io.clipstreams.model.program.ClipProgram;
import io.clipstreams.model.program.LinearSpelling;
import java.util.List;
import java.util.Locale;

/** Chooses precision and spelling of the program for the devices at hand. */
final class ProgramChoice {

  private ProgramChoice() {}

  static ClipProgram of(ModelOptions options, List<Device> devices) {
    Precision precision =
        switch (options.precision()) {
          case FLOAT32 -> Precision.FLOAT32;
          case BFLOAT16 -> Precision.BFLOAT16;
          case FLOAT16 -> Precision.FLOAT16;
          case AUTO -> new PrecisionProbe(options.cacheDir()).fastestOn(devices.get(0));
        };
    return new ClipProgram(precision, spelling(precision, devices));
  }

  /** PyTorch's builds for x86 have oneDNN; its fused products pay where bfloat16 is in hardware. */
  private static LinearSpelling spelling(Precision precision, List<Device> devices) {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    boolean x86 = arch.equals("amd64") || arch.equals("x86_64");
    boolean cpu = devices.stream().noneMatch(Device::isGpu);
    return x86 && cpu && precision == Precision.BFLOAT16
        ? LinearSpelling.ONEDNN
        : LinearSpelling.PLAIN;
  }
}
