package io.clipstreams.topology.work;

/** Marks that it was the decoding that failed; the cause says why. */
final class DecodeException extends RuntimeException {
  DecodeException(Throwable cause) {
    super(cause);
  }
}
