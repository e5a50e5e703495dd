package io.clipstreams.cli.topics;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code topics}: says what there is to do with topics. */
@Command(
    name = "topics",
    description = "Creates the topics that the application needs.",
    subcommands = TopicsCreateCommand.class)
public final class TopicsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: create");
  }
}
