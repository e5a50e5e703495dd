/**
 * References between their message and their answer: stored, started when there is room, and
 * answered in order. Everything here runs on one stream thread and waits for nothing.
 */
package io.clipstreams.topology.inflight;
