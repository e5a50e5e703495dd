package io.clipstreams.benchmarks.model;

import java.util.List;
import java.util.Locale;

/**
 * What {@link ModelBenchmark} found. Ratios are ours over the peer's; what has no meaning on this
 * machine is null.
 *
 * @param bf16Hardware {@code none}, {@code avx512_bf16}, {@code amx}, {@code other}
 * @param chosenPrecision what {@code auto} chose here, by measurement
 * @param bf16OverFloat32Batch1 images per second of the bfloat16 tower over the float32 one's
 * @param bf16OverFloat32Batch32 the same with batches of 32
 * @param shareOfMatrixRate arithmetic that the bfloat16 tower really does, over the rate of the
 *     best square bfloat16 product
 * @param nominalShareOfMatrixRate the same, counting all arithmetic of the reference
 * @param overDjlTranslator10Labels images per second over DJL's translator's, with 10 labels
 * @param overDjlTranslator100Labels the same with 100 labels
 * @param decodeResizeOverDecode12Mp time of decode and exact resize over the JDK's decode alone
 * @param cachedStartSeconds from the start of a process to its first embedding
 * @param figures everything that was measured
 */
public record ModelBenchmarkResult(
    String bf16Hardware,
    String chosenPrecision,
    Double bf16OverFloat32Batch1,
    Double bf16OverFloat32Batch32,
    Double shareOfMatrixRate,
    Double nominalShareOfMatrixRate,
    double overDjlTranslator10Labels,
    double overDjlTranslator100Labels,
    double decodeResizeOverDecode12Mp,
    double cachedStartSeconds,
    List<Figure> figures) {

  /** The table for a terminal. */
  public List<String> table() {
    List<String> lines = new java.util.ArrayList<>();
    lines.add(line("bfloat16 in hardware", bf16Hardware + ", chosen: " + chosenPrecision));
    for (Figure figure : figures) {
      lines.add(
          line(
              figure.what(),
              String.format(
                  Locale.ROOT,
                  "%.4g %s (%.4g to %.4g)",
                  figure.value(),
                  figure.unit(),
                  figure.low(),
                  figure.high())));
    }
    lines.add(ratio("bfloat16 / float32, batch 1", bf16OverFloat32Batch1, "≥ 3.7"));
    lines.add(ratio("bfloat16 / float32, batch 32", bf16OverFloat32Batch32, "≥ 4"));
    lines.add(ratio("share of the matrix rate, arithmetic done", shareOfMatrixRate, "≥ 0.88"));
    lines.add(ratio("share of the matrix rate, nominal", nominalShareOfMatrixRate, ""));
    lines.add(ratio("over DJL's translator, 10 labels", overDjlTranslator10Labels, "≥ 8"));
    lines.add(ratio("over DJL's translator, 100 labels", overDjlTranslator100Labels, "≥ 30"));
    lines.add(ratio("decode + resize / decode, 12 MP", decodeResizeOverDecode12Mp, "≤ 1.6"));
    lines.add(ratio("cached start, seconds", cachedStartSeconds, "≤ 3"));
    return lines;
  }

  private static String ratio(String what, Double value, String goal) {
    return line(
        what,
        value == null
            ? "– (bfloat16 is not the faster one here)"
            : String.format(Locale.ROOT, "%.2f", value) + (goal.isEmpty() ? "" : "  goal " + goal));
  }

  private static String line(String what, String value) {
    return String.format(Locale.ROOT, "%-52s %s", what, value);
  }
}
