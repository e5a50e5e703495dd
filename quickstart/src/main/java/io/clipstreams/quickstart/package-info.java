/**
 * Real Kafka, a real schema registry and real S3 on this machine, from Maven Central alone: for the
 * demo and for tests. Everything listens on the loopback interface only, at free ports, and keeps
 * its files in a folder that the caller names.
 *
 * <p>{@link io.clipstreams.quickstart.LocalServers} starts all three. {@link
 * io.clipstreams.quickstart.LocalKafka} and {@link io.clipstreams.quickstart.LocalS3} run in this
 * process, {@link io.clipstreams.quickstart.LocalRegistry} and {@link
 * io.clipstreams.quickstart.ChildKafka} in a {@link io.clipstreams.quickstart.ChildJvm}, so that
 * they can be killed.
 */
package io.clipstreams.quickstart;
