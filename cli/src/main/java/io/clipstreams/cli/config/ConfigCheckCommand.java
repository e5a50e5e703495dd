package io.clipstreams.cli.config;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.ConfigLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config check}. */
@Command(
    name = "check",
    description = {
      "Validates a properties file as 'run' would at its start, together with the environment"
          + " variables that are set. Reaches no server and loads no model.",
      "What goes through to Kafka's own clients by prefix is for them to judge."
    })
final class ConfigCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The properties file.")
  private Path file;

  @Override
  public Integer call() {
    try {
      ClipStreamsConfig config = ConfigLoader.load(Optional.of(file), System.getenv(), Map.of());
      config.streamsSettings();
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
}
