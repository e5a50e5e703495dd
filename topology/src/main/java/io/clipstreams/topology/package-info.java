/** The application: wires the parts, runs them in Kafka Streams, and creates the topics. */
package io.clipstreams.topology;
