package io.clipstreams.model.checkpoint;

import io.clipstreams.model.CheckpointException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The function between the two products of a transformer's MLP, {@code hidden_act}. */
public enum Activation {
  /** x · sigmoid(1.702 x): OpenAI's approximation of the Gaussian error linear unit. */
  QUICK_GELU("quick_gelu"),
  /** x · Φ(x), exact. */
  GELU("gelu"),
  /** x · Φ(x) by tanh. */
  GELU_TANH("gelu_pytorch_tanh", "gelu_new");

  private final List<String> names;

  Activation(String... names) {
    this.names = List.of(names);
  }

  /** Its name in {@code config.json}. */
  public String hiddenAct() {
    return names.get(0);
  }

  static Activation of(String hiddenAct, String where) {
    return Arrays.stream(values())
        .filter(activation -> activation.names.contains(hiddenAct))
        .findFirst()
        .orElseThrow(
            () ->
                new CheckpointException(
                    "%s: unknown hidden_act '%s'; known are %s"
                        .formatted(
                            where,
                            hiddenAct,
                            Arrays.stream(values())
                                .flatMap(activation -> activation.names.stream())
                                .collect(Collectors.joining(", ")))));
  }
}
