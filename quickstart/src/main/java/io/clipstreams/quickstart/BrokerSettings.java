package io.clipstreams.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A single KRaft node that is broker and controller, small and quick to start.
 *
 * @param dir the folder of its logs
 * @param port where clients connect
 * @param controllerPort where the node talks to itself
 * @param security what clients need; empty: nothing
 */
record BrokerSettings(Path dir, int port, int controllerPort, Optional<BrokerSecurity> security) {

  private static final int NODE_ID = 1;
  private static final String HOST = "127.0.0.1";

  /** For clients that need nothing. */
  BrokerSettings(Path dir, int port, int controllerPort) {
    this(dir, port, controllerPort, Optional.empty());
  }

  static BrokerSettings onFreePorts(Path dir) {
    return onFreePorts(dir, Optional.empty());
  }

  static BrokerSettings onFreePorts(Path dir, Optional<BrokerSecurity> security) {
    List<Integer> ports = Ports.free(2);
    return new BrokerSettings(dir, ports.get(0), ports.get(1), security);
  }

  String host() {
    return HOST;
  }

  String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** The broker's configuration, by Kafka's own names. */
  Properties properties() {
    Properties p = new Properties();
    String listener = security.isPresent() ? "SASL_SSL" : "PLAINTEXT";
    security.ifPresent(asked -> asked.addTo(p, listener));
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE_ID));
    p.setProperty("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("inter.broker.listener.name", listener);
    p.setProperty(
        "listeners",
        listener + "://" + bootstrapServers() + ",CONTROLLER://" + HOST + ":" + controllerPort);
    p.setProperty("advertised.listeners", listener + "://" + bootstrapServers());
    p.setProperty(
        "listener.security.protocol.map", listener + ":" + listener + ",CONTROLLER:PLAINTEXT");
    p.setProperty("log.dirs", dir.toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("log.cleaner.dedupe.buffer.size", "4194304");
    // The internal topics live on one node.
    p.setProperty("offsets.topic.num.partitions", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("transaction.state.log.num.partitions", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    // A broker that was killed may register again after 2 s instead of 9 s.
    p.setProperty("broker.session.timeout.ms", "2000");
    p.setProperty("broker.heartbeat.interval.ms", "500");
    return p;
  }

  /** Prepares the folder for a new cluster; leaves one that has a cluster as it is. */
  void format() {
    if (Files.exists(dir.resolve("meta.properties"))) {
      return;
    }
    var output = new ByteArrayOutputStream();
    Formatter formatter = new Formatter();
    formatter
        .setNodeId(NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(dir.toString()))
        .setMetadataLogDirectory(dir.toString())
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setControllerListenerName("CONTROLLER")
        .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8));
    try {
      formatter.run();
    } catch (Exception e) {
      throw new LocalServerException(
          "kafka cannot format %s: %s%n%s"
              .formatted(dir, e.getMessage(), output.toString(StandardCharsets.UTF_8)),
          e);
    }
  }
}
