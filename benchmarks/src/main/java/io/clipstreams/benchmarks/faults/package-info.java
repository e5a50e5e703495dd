/**
 * Kills, stops and starves the application and its servers while images arrive, and lets {@link
 * io.clipstreams.benchmarks.verifier} count afterwards.
 */
package io.clipstreams.benchmarks.faults;
