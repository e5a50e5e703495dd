/** What goes in and comes out through Kafka: {@code submit} and {@code watch}. */
package io.clipstreams.cli.events;
