package io.clipstreams.quickstart;

/** A Kafka broker that takes requests. Any thread may call its methods. */
public interface Broker extends AutoCloseable {

  /** For {@code bootstrap.servers}. */
  String bootstrapServers();

  /** Shuts the broker down and returns when it is gone. */
  @Override
  void close();
}
