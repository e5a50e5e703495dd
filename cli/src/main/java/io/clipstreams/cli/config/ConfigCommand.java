package io.clipstreams.cli.config;

import io.clipstreams.topology.config.ConfigReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config}: prints the reference of all settings. */
@Command(
    name = "config",
    description = "Prints the reference of all settings, as Markdown.",
    subcommands = ConfigCheckCommand.class)
public final class ConfigCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().getOut().print(ConfigReference.markdown());
    spec.commandLine().getOut().flush();
  }
}
