package io.clipstreams.model;

import java.util.Objects;

/** A picture that cannot be read, with the reason. Trying again would not help. */
public final class ImageRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public ImageRefusedException(Reason reason, String message) {
    this(reason, message, null);
  }

  public ImageRefusedException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public Reason reason() {
    return reason;
  }

  /** Why a picture was refused. */
  public enum Reason {
    /** No bytes at all. */
    EMPTY,
    /** The content is of no format that is read. */
    NOT_AN_IMAGE,
    /** The file ends early. */
    TRUNCATED,
    /** The file breaks its format's rules. */
    CORRUPT,
    /** The header claims more pixels than are allowed. */
    TOO_MANY_PIXELS,
    /** Decoding did not end within its deadline. */
    TIMEOUT
  }
}
