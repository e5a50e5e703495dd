package io.clipstreams.cli;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.Logging;
import io.clipstreams.cli.common.Verbosity;
import io.clipstreams.quickstart.LocalServers;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Real servers, and the configuration file by which commands reach them. */
public final class RunningServers implements AutoCloseable {

  private final LocalServers servers;
  private final Map<String, String> settings = new HashMap<>();
  private final Path config;

  /**
   * Starts them.
   *
   * @param settings of the application, beside addresses and keys
   */
  public RunningServers(Path folder, Map<String, String> settings) throws IOException {
    // Before several threads log at once: the first of them would find no backend yet.
    Logging.configure(Verbosity.QUIET);
    servers = LocalServers.start(folder, (server, took, address) -> {});
    this.settings.put("bootstrap.servers", servers.kafka().bootstrapServers());
    this.settings.put("schema.registry.url", servers.registry().url());
    this.settings.put("s3.endpoint", servers.s3().endpoint().toString());
    this.settings.put("s3.region", servers.s3().region());
    this.settings.put("s3.access.key", servers.s3().accessKey());
    this.settings.put("s3.secret.key", servers.s3().secretKey());
    this.settings.put("s3.path.style", "true");
    this.settings.put("topics.partitions", "2");
    this.settings.putAll(settings);
    config = folder.resolve("clip-streams.properties");
    Properties properties = new Properties();
    properties.putAll(this.settings);
    try (Writer writer = Files.newBufferedWriter(config)) {
      properties.store(writer, null);
    }
  }

  public LocalServers servers() {
    return servers;
  }

  public Cluster cluster() {
    return new Cluster(new ClipStreamsConfig(settings));
  }

  /** Runs a command against them. */
  public CommandRun run(String... args) {
    return CommandRun.of(
        Stream.concat(Arrays.stream(args), Stream.of("--config", config.toString()))
            .toArray(String[]::new));
  }

  @Override
  public void close() {
    servers.close();
  }
}
