package io.clipstreams.quickstart;

import io.clipstreams.quickstart.Ports.PortClashException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker in this process: one KRaft node, with transactions, on the loopback interface.
 *
 * <p>{@link #start} and {@link #close} block; any thread may call them.
 */
public final class LocalKafka implements Broker {

  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private LocalKafka(KafkaRaftServer server, String bootstrapServers) {
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts a broker and returns when it takes requests.
   *
   * @param dir holds its data; a folder that an earlier broker has used keeps its topics, and gets
   *     new ports
   */
  public static LocalKafka start(Path dir) {
    return start(dir, BrokerSettings::onFreePorts);
  }

  /** The same for clients that connect with TLS and a password. */
  public static LocalKafka start(Path dir, BrokerSecurity security) {
    return start(dir, folder -> BrokerSettings.onFreePorts(folder, Optional.of(security)));
  }

  static LocalKafka start(Path dir, Function<Path, BrokerSettings> choosePorts) {
    return Ports.retryOnClash(() -> tryStart(choosePorts.apply(dir)));
  }

  private static LocalKafka tryStart(BrokerSettings settings) {
    settings.format();
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(settings.properties()), Time.SYSTEM);
    try {
      server.startup();
      return new LocalKafka(server, settings.bootstrapServers());
    } catch (RuntimeException e) {
      server.shutdown();
      server.awaitShutdown();
      if (isBindFailure(e)) {
        throw new PortClashException("kafka's port is taken: " + e.getMessage(), e);
      }
      throw new LocalServerException("kafka cannot be started: " + e.getMessage(), e);
    }
  }

  private static boolean isBindFailure(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Shuts the broker down in order, and returns when it has written everything. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
