package io.clipstreams.model.checkpoint;

import io.clipstreams.model.CheckpointException;

/** The function between the two products of a transformer's MLP, {@code hidden_act}. */
public enum Activation {
  /** x · sigmoid(1.702 x): OpenAI's approximation of the Gaussian error linear unit. */
  QUICK_GELU,
  /** x · Φ(x), exact. */
  GELU,
  /** x · Φ(x) by tanh. */
  GELU_TANH;

  static Activation of(String hiddenAct, String where) {
    return switch (hiddenAct) {
      case "quick_gelu" -> QUICK_GELU;
      case "gelu" -> GELU;
      case "gelu_new", "gelu_pytorch_tanh" -> GELU_TANH;
      default ->
          throw new CheckpointException(
              "%s: unknown hidden_act '%s'; known are quick_gelu, gelu, gelu_new, gelu_pytorch_tanh"
                  .formatted(where, hiddenAct));
    };
  }
}
