package io.clipstreams.model.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.clipstreams.model.HeadRow;
import io.clipstreams.model.HeadSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;

/** The rows of a head in the memory of one device. Used on that device's thread alone. */
final class PlacedHead implements AutoCloseable {

  /** So much is copied at a time, beside what the rows take for good. */
  private static final int SLICE_BYTES = 8 << 20;

  private final Program program;
  private final NDManager memory;
  private final String method;
  private final NDArray rows;
  private final NDArray scale;
  private final NDArray bias;
  private final NDArray threshold;
  private final NDArray sizes;
  private final NDArray probe;

  private PlacedHead(Program program, NDManager memory, HeadSpec spec) {
    this.program = program;
    this.memory = memory;
    List<HeadRow> all = spec.rows();
    boolean softmax = spec.scores() == HeadSpec.Scores.SOFTMAX;
    boolean probes = all.stream().anyMatch(HeadRow::probe);
    method = softmax ? "softmax" : "independent";
    rows = place(all, spec.dimension());
    scale = scales(all, spec.temperature());
    bias =
        probes
            ? vector(all.size(), i -> all.get(i).bias() / spec.temperature())
            : vector(0, i -> 0);
    threshold = thresholds(spec.labels(), softmax);
    sizes = memory.create(new long[] {spec.limit(), spec.labels().size()});
    probe = softmax ? null : probes(probes ? all : List.of());
  }

  /** Brings the rows to the device. */
  static PlacedHead place(Program program, HeadSpec spec) {
    NDManager memory = program.newMemory();
    try {
      return new PlacedHead(program, memory, spec);
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  private NDArray place(List<HeadRow> all, int dimension) {
    NDArray placed = memory.create(new Shape(all.size(), dimension), DataType.FLOAT32);
    int most = Math.max(1, SLICE_BYTES / (dimension * Float.BYTES));
    for (int start = 0; start < all.size(); start += most) {
      List<HeadRow> slice = all.subList(start, Math.min(all.size(), start + most));
      int first = start;
      program.call(
          "place",
          manager ->
              // The result belongs to the manager of the first.
              new NDList(slice(manager, slice, dimension), placed, manager.create((long) first)));
    }
    return placed;
  }

  private static NDArray slice(NDManager manager, List<HeadRow> slice, int dimension) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(slice.size() * dimension * Float.BYTES)
            .order(ByteOrder.nativeOrder());
    slice.forEach(
        row -> {
          bytes.asFloatBuffer().put(row.vector());
          bytes.position(bytes.position() + dimension * Float.BYTES);
        });
    bytes.flip();
    return manager.create(bytes, new Shape(slice.size(), dimension), DataType.FLOAT32);
  }

  /** One for all, where all have the same. */
  private NDArray scales(List<HeadRow> all, float temperature) {
    float first = all.get(0).scale();
    boolean same = all.stream().allMatch(row -> row.scale() == first);
    return vector(same ? 1 : all.size(), i -> all.get(i).scale() / temperature);
  }

  /** None where all are the same: those that do not reach it are the worst of the best, then. */
  private NDArray thresholds(List<HeadRow> labels, boolean softmax) {
    Float first = labels.get(0).threshold();
    boolean same = labels.stream().allMatch(row -> Objects.equals(row.threshold(), first));
    return vector(
        same ? 0 : labels.size(),
        i -> {
          Float least = labels.get(i).threshold();
          if (least == null) {
            return Float.NEGATIVE_INFINITY;
          }
          return softmax ? (float) Math.log(least) : least;
        });
  }

  private NDArray probes(List<HeadRow> all) {
    boolean[] probe = new boolean[all.size()];
    for (int i = 0; i < probe.length; i++) {
      probe[i] = all.get(i).probe();
    }
    return probe.length == 0 ? memory.create(new Shape(0), DataType.BOOLEAN) : memory.create(probe);
  }

  @FunctionalInterface
  private interface Values {
    float at(int index);
  }

  private NDArray vector(int length, Values values) {
    if (length == 0) {
      return memory.create(new Shape(0), DataType.FLOAT32);
    }
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = values.at(i);
    }
    return memory.create(vector);
  }

  /** As {@code best} in head.torchscript packs it. */
  float[] rank(float[][] imageEmbeds) {
    return program.call(
        method,
        manager -> {
          NDList arguments =
              new NDList(manager.create(imageEmbeds), rows, scale, bias, threshold, sizes);
          if (probe != null) {
            arguments.add(probe);
          }
          return arguments;
        });
  }

  @Override
  public void close() {
    memory.close();
  }
}
