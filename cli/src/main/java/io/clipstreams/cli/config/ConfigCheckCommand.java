package io.clipstreams.cli.config;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.ConfigLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config check}. */
@Command(
    name = "check",
    description = {
      "Validates a properties file as 'run' would at its start, together with the environment"
          + " variables that are set, and with --set. Reaches no server and loads no model.",
      "A key that goes through to Kafka Streams or its clients and that they do not know is named"
          + " on stderr: it may be a plug-in's, or a mistake."
    })
final class ConfigCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The properties file.")
  private Path file;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides both; repeatable.")
  private Map<String, String> overrides = new HashMap<>();

  @Override
  public Integer call() {
    try {
      ClipStreamsConfig config = ConfigLoader.load(Optional.of(file), System.getenv(), overrides);
      config.streamsSettings();
      UnknownKeys.of(config.originals().keySet()).forEach(this::warn);
      spec.commandLine()
          .getOut()
          .printf(
              "%s is valid: %d settings, the environment's included%n",
              file, config.originals().size());
      return 0;
    } catch (ConfigException e) {
      throw new CliException(file + ": " + e.getMessage(), e);
    }
  }

  private void warn(String key) {
    spec.commandLine().getErr().println(key + ": Kafka does not know this key");
    spec.commandLine().getErr().flush();
  }
}
