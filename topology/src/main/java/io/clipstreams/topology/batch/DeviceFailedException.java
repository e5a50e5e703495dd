package io.clipstreams.topology.batch;

/** The device does not even embed a picture that is known to be good, or does not return. */
public final class DeviceFailedException extends RuntimeException {

  public DeviceFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
