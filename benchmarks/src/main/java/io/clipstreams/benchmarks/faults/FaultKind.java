package io.clipstreams.benchmarks.faults;

/** What can be done to the application and its servers. */
public enum FaultKind {
  /** kill -9 of the application, and a new start in place. */
  APP_KILL("appKill", true),
  /** SIGSTOP for longer than the session timeout, then SIGCONT: a zombie. */
  APP_STOP("appStop", true),
  /** kill -9 of the broker, and a restart with the same data. */
  BROKER_KILL("brokerKill", true),
  /** No connection to S3. */
  S3_DOWN("s3Down", true),
  /** A share of S3's answers is 500 or 503. */
  S3_ERROR("s3Error", true),
  /** A second instance comes, and goes. */
  REBALANCE("rebalance", true),
  /** S3 answers after seconds. */
  S3_SLOW("s3Slow", false),
  /** A share of S3's bodies is cut in the middle. */
  S3_CUT("s3Cut", false),
  /** A share of S3's bodies is longer than its content-length. */
  S3_LONG("s3Long", false),
  /** kill -9 of the schema registry, and a restart with the same schemas. */
  REGISTRY_DOWN("registryDown", false);

  private final String field;
  private final boolean always;

  FaultKind(String field, boolean always) {
    this.field = field;
    this.always = always;
  }

  /** How results name it. */
  public String field() {
    return field;
  }

  /** Whether it occurs in every run of ten minutes or more. */
  boolean always() {
    return always;
  }
}
