package io.clipstreams.cli.common;

import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.ConfigLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Option;

/** Where a command finds the cluster: a properties file, the environment, the command line. */
public final class ConfigOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "Properties file with bootstrap.servers, schema.registry.url, s3.endpoint and the like;"
              + " the demo writes one. Environment variables override it:"
              + " CLIP_STREAMS_BOOTSTRAP_SERVERS is bootstrap.servers.")
  private Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides both; repeatable.")
  private Map<String, String> overrides = new HashMap<>();

  /** For an option of a command's own that stands for a key. */
  public void override(String key, String value) {
    overrides.put(key, value);
  }

  /** All settings together, checked. */
  public ClipStreamsConfig load() {
    try {
      return ConfigLoader.load(Optional.ofNullable(file), System.getenv(), overrides);
    } catch (ConfigException e) {
      throw new CliException(e.getMessage(), e);
    }
  }

  /** The cluster that the settings name. */
  public Cluster cluster() {
    return new Cluster(load());
  }
}
