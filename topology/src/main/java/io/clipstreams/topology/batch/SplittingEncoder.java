package io.clipstreams.topology.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a tower so that one bad input harms no other. A batch that fails is first held against a
 * canary, an input that is known to be good: if that fails too, the device is at fault. Otherwise
 * the batch is split until the input that breaks it stands alone. A batch for which memory does not
 * suffice is split as well, but blames nobody. Keeps no state; the device workers share it.
 *
 * @param <I> a picture or a text
 */
final class SplittingEncoder<I> {

  private static final Logger LOG = LoggerFactory.getLogger(SplittingEncoder.class);

  private final Function<List<I>, float[][]> tower;
  private final Function<I, I> canary;
  private final IntConsumer tooLarge;

  /**
   * @param canary makes a good input of the same shape as the given one
   * @param tooLarge told how many inputs were too many for the memory
   */
  SplittingEncoder(
      Function<List<I>, float[][]> tower, Function<I, I> canary, IntConsumer tooLarge) {
    this.tower = tower;
    this.canary = canary;
    this.tooLarge = tooLarge;
  }

  /**
   * Embeds the inputs.
   *
   * @return one for each input, in the same order
   * @throws DeviceFailedException when the canary fails too
   */
  List<Embedding> encode(List<I> inputs) {
    List<Embedding> embeddings = new ArrayList<>(inputs.size());
    encode(inputs, embeddings);
    return embeddings;
  }

  private void encode(List<I> inputs, List<Embedding> embeddings) {
    float[][] vectors;
    try {
      vectors = tower.apply(inputs);
    } catch (RuntimeException | Error e) {
      handle(e, inputs, embeddings);
      return;
    }
    for (int i = 0; i < vectors.length; i++) {
      if (isFinite(vectors[i])) {
        embeddings.add(new Embedding.Vector(vectors[i]));
      } else {
        handle(
            new ArithmeticException("The embedding is not finite"),
            inputs.subList(i, i + 1),
            embeddings);
      }
    }
  }

  private void handle(Throwable error, List<I> inputs, List<Embedding> embeddings) {
    boolean outOfMemory = isOutOfMemory(error);
    if (outOfMemory && inputs.size() > 1) {
      LOG.warn("Memory does not suffice for a batch of {}: {}", inputs.size(), error.toString());
      tooLarge.accept(inputs.size());
    } else {
      requireHealthyDevice(inputs.get(0), error);
    }
    if (inputs.size() == 1) {
      embeddings.add(new Embedding.Broken(error));
      return;
    }
    int half = inputs.size() / 2;
    encode(inputs.subList(0, half), embeddings);
    encode(inputs.subList(half, inputs.size()), embeddings);
  }

  private void requireHealthyDevice(I example, Throwable error) {
    try {
      float[][] vectors = tower.apply(List.of(canary.apply(example)));
      if (!isFinite(vectors[0])) {
        throw new ArithmeticException("The canary's embedding is not finite");
      }
    } catch (RuntimeException | Error e) {
      if (e != error) {
        e.addSuppressed(error);
      }
      throw new DeviceFailedException(
          "The device fails on an input that is known to be good: " + e, e);
    }
  }

  private static boolean isFinite(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += value;
    }
    return Double.isFinite(sum);
  }

  /** PyTorch's words, for GPU and CPU; the engine has one exception for everything. */
  private static boolean isOutOfMemory(Throwable error) {
    if (error instanceof OutOfMemoryError) {
      return true;
    }
    String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    return Arrays.asList("out of memory", "can't allocate memory").stream()
        .anyMatch(message::contains);
  }
}
