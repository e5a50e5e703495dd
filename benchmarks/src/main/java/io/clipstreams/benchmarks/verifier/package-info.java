/**
 * Counts, from outside, whether each submitted reference was answered exactly once and rightly. It
 * knows only what was submitted and what stands in the topics, which it reads itself: it shares no
 * code with the topology, nor with the serdes.
 */
package io.clipstreams.benchmarks.verifier;
