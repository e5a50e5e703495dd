package io.clipstreams.benchmarks.faults;

/** What {@link S3FaultProxy} does to S3's answers. */
public enum S3Fault {
  /** Nothing. */
  NONE,
  /** Nobody listens, and connections break. */
  DOWN,
  /** 30 % of the answers are 500 or 503. */
  ERRORS,
  /** Each answer comes 5 s late. */
  SLOW,
  /** 30 % of the bodies end in the middle, and the connection breaks. */
  CUT,
  /** 30 % of the bodies go on beyond their content-length. */
  LONG
}
