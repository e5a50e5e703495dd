package io.clipstreams.model.program;

/** How the program writes a linear layer; everything else of it is the same. */
public enum LinearSpelling {
  /** {@code torch.linear}: for every device. */
  PLAIN("linear-plain"),
  /** oneDNN's product with activation and residual fused, weights reordered once: for the CPU. */
  ONEDNN("linear-onednn");

  private final String resource;

  LinearSpelling(String resource) {
    this.resource = resource;
  }

  String resource() {
    return resource;
  }
}
