/**
 * Kafka serdes for the generated records, in the Confluent wire format and configured by
 * Confluent's keys, so that either side of a topic can use Confluent's own.
 */
package io.clipstreams.schemas.serde;
