/** Checkpoints: fetching them from a hub, and saying what they are. */
package io.clipstreams.cli.checkpoint;
