package io.clipstreams.benchmarks.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the processor says of itself about bfloat16. */
public enum Bf16Hardware {
  NONE,
  AVX512_BF16,
  AMX,
  OTHER;

  /** From Linux's {@code /proc/cpuinfo}; elsewhere nothing is known. */
  static Bf16Hardware ofThisMachine() throws IOException {
    Path cpuInfo = Path.of("/proc/cpuinfo");
    if (!Files.exists(cpuInfo)) {
      return NONE;
    }
    List<String> words = Arrays.asList(Files.readString(cpuInfo).split("\\s+"));
    if (words.contains("amx_bf16")) {
      return AMX;
    }
    if (words.contains("avx512_bf16")) {
      return AVX512_BF16;
    }
    return words.contains("bf16") ? OTHER : NONE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
