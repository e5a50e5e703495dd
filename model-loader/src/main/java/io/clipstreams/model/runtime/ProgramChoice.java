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
          case AUTO -> Precision.FLOAT32;
        };
    boolean cpu = devices.stream().noneMatch(Device::isGpu);
    boolean oneDnn =
        cpu
            && precision == Precision.BFLOAT16
            && System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("amd64|x86_64");
    return new ClipProgram(precision, oneDnn ? LinearSpelling.ONEDNN : LinearSpelling.PLAIN);
  }
}
