/**
 * A client of the Confluent Schema Registry protocol: blocking where an application starts,
 * asynchronous where a stream thread must not wait.
 */
package io.clipstreams.schemas.registry;
