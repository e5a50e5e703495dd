/**
 * The {@code clip-streams} command. Each subcommand has a package or class of its own; what they
 * share is in {@code common}. Results go to stdout, everything else to stderr.
 */
package io.clipstreams.cli;
