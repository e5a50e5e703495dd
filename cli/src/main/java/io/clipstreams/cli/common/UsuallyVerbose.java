package io.clipstreams.cli.common;

/** A command whose log is of interest without -v. */
public interface UsuallyVerbose {

  /** How much it logs when nothing is said. */
  Verbosity usualVerbosity();
}
