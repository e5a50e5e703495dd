package io.clipstreams.schemas.registry;

import org.apache.kafka.common.errors.RetriableException;

/**
 * Transient: no registry answered, or it answered that it cannot answer now (408, 429, 5xx). The
 * same call can succeed later.
 */
public final class RegistryUnavailableException extends RetriableException {

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
