/**
 * The images that were judged: their embeddings in a local store, and the sweeps in which later
 * versions of label sets judge them again.
 */
package io.clipstreams.topology.history;
