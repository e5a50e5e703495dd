/** Reads no more references than can be kept. */
package io.clipstreams.topology.backpressure;
