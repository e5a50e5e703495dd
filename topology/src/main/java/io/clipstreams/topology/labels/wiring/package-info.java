/** Puts the label task and the catalog of label sets into a Kafka Streams topology. */
package io.clipstreams.topology.labels.wiring;
