package io.clipstreams.schemas.registry;

import org.apache.kafka.common.KafkaException;

/** Permanent: the registry answered, and the answer is no. The same call will fail again. */
public final class RegistryRefusedException extends KafkaException {

  /** The registry knows no such subject. */
  public static final int SUBJECT_NOT_FOUND = 40401;

  /** The subject has no such version. */
  public static final int VERSION_NOT_FOUND = 40402;

  /** The registry knows no such schema. */
  public static final int SCHEMA_NOT_FOUND = 40403;

  /** The schema is not compatible with the subject's earlier ones. */
  public static final int INCOMPATIBLE_SCHEMA = 409;

  private final int errorCode;

  public RegistryRefusedException(String message, int errorCode) {
    this(message, errorCode, null);
  }

  public RegistryRefusedException(String message, int errorCode, Throwable cause) {
    super(message, cause);
    this.errorCode = errorCode;
  }

  /** The registry's own code, such as 40403; the HTTP status where it gave none. */
  public int errorCode() {
    return errorCode;
  }
}
