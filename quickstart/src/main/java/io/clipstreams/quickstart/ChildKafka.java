package io.clipstreams.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** A Kafka broker in a JVM of its own, for whatever kills brokers. */
public final class ChildKafka extends ChildServer {

  private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");
  private static final int CONNECT_LIMIT_MS = 1000;
  private static final DescribeClusterOptions ANSWER_LIMIT =
      new DescribeClusterOptions().timeoutMs(2000);

  private final BrokerSettings settings;
  private final Path propertiesFile;

  private ChildKafka(Path dir, BrokerSettings settings) {
    super(dir.resolve("kafka.log"));
    this.settings = settings;
    this.propertiesFile = dir.resolve("server.properties");
  }

  /**
   * Starts a broker and returns when it takes requests.
   *
   * @param dir holds its data, its {@code server.properties} and its log file {@code kafka.log}
   */
  public static ChildKafka start(Path dir) {
    return start(dir, BrokerSettings::onFreePorts);
  }

  static ChildKafka start(Path dir, Function<Path, BrokerSettings> choosePorts) {
    return Ports.retryOnClash(
        () -> {
          var settings = choosePorts.apply(dir.resolve("data"));
          settings.format();
          var kafka = new ChildKafka(dir, settings);
          kafka.writeProperties();
          kafka.startProcess();
          return kafka;
        });
  }

  private void writeProperties() {
    try (Writer out = Files.newBufferedWriter(propertiesFile)) {
      settings.properties().store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException("kafka's settings cannot be written", e);
    }
  }

  /** For {@code bootstrap.servers}; stays the same over restarts. */
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  @Override
  ChildJvm.Program program() {
    return new ChildJvm.Program(
        "kafka", JVM_OPTIONS, "kafka.Kafka", List.of(propertiesFile.toString()));
  }

  @Override
  boolean takesRequests() {
    // A client logs each refused connection: ask the port first.
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(settings.host(), settings.port()), CONNECT_LIMIT_MS);
    } catch (IOException e) {
      return false;
    }
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      return !admin.describeCluster(ANSWER_LIMIT).nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerException("interrupted while kafka starts", e);
    }
  }

  @Override
  String portClashMessage() {
    return "BindException";
  }
}
