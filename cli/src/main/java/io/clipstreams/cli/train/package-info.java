/** Trains linear probes on labelled images: no Kafka until the result is published. */
package io.clipstreams.cli.train;
