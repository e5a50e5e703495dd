package io.clipstreams.topology.labels;

/** A prompt or an example image has no embedding, and trying again would not help. */
public final class UnencodableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String input;
  private final String reason;

  /**
   * @param input the prompt, or the URI of the image
   * @param reason in a word, as a dead letter has it
   */
  public UnencodableException(String input, String reason, String message, Throwable cause) {
    super(message, cause);
    this.input = input;
    this.reason = reason;
  }

  public String input() {
    return input;
  }

  public String reason() {
    return reason;
  }
}
