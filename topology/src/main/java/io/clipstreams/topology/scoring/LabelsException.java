package io.clipstreams.topology.scoring;

/** An image cannot be judged by the label sets that it wants. */
public final class LabelsException extends RuntimeException {

  public LabelsException(String message) {
    super(message);
  }

  public LabelsException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The wanted set was deleted. */
  public static LabelsException deleted(Choice.Deleted choice) {
    return new LabelsException(
        "Label set %s was deleted by version %d".formatted(choice.labelSet(), choice.version()));
  }
}
