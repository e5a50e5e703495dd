package io.clipstreams.quickstart;

import io.clipstreams.quickstart.Ports.PortClashException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A Kafka broker in a JVM of its own, that can be killed, stopped and started again at the same
 * port with the same data.
 *
 * <p>One thread at a time calls its methods.
 */
public final class ChildKafka implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final List<String> JVM_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private final BrokerSettings settings;
  private ChildJvm process;

  private ChildKafka(BrokerSettings settings) {
    this.settings = settings;
  }

  /**
   * Starts a broker and returns when it takes requests.
   *
   * @param dir holds its data, its {@code server.properties} and its log file {@code kafka.log}
   */
  public static ChildKafka start(Path dir) {
    return Ports.retryOnClash(
        () -> {
          var kafka = new ChildKafka(BrokerSettings.onFreePorts(dir.resolve("data")));
          kafka.settings.format();
          kafka.writeProperties();
          kafka.startProcess();
          return kafka;
        });
  }

  private Path dir() {
    return settings.dir().getParent();
  }

  private Path propertiesFile() {
    return dir().resolve("server.properties");
  }

  private void writeProperties() {
    try (Writer out = Files.newBufferedWriter(propertiesFile())) {
      settings.properties().store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException("kafka's settings cannot be written", e);
    }
  }

  private void startProcess() {
    var program =
        new ChildJvm.Program(
            "kafka", JVM_OPTIONS, "kafka.Kafka", List.of(propertiesFile().toString()));
    process = ChildJvm.start(program, dir().resolve("kafka.log"));
    try {
      process.awaitReady(this::takesRequests, START_LIMIT);
    } catch (LocalServerException e) {
      process.close();
      if (process.logTail().contains("BindException")) {
        throw new PortClashException("kafka's port is taken", e);
      }
      throw e;
    }
  }

  private boolean takesRequests() {
    // A client logs each refused connection: ask the port first.
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", settings.port()), 1000);
    } catch (IOException e) {
      return false;
    }
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()))) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** For {@code bootstrap.servers}; stays the same over restarts. */
  public String bootstrapServers() {
    return settings.bootstrapServers();
  }

  /** Kills the broker with SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Starts the broker again; one that still runs is shut down in order before. */
  public void restart() {
    process.close();
    startProcess();
  }

  /** Stops the broker with SIGSTOP: connections stay open and nothing answers. */
  public void stop() {
    process.stop();
  }

  /** Lets a stopped broker go on. */
  public void resume() {
    process.resume();
  }

  /** Shuts the broker down in order. */
  @Override
  public void close() {
    process.close();
  }
}
