package io.clipstreams.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: says what there is to measure. */
@Command(
    name = "bench",
    description = "Measures, each against a peer in the same run. Nothing else should run beside.",
    subcommands = {
      BenchModelCommand.class,
      BenchLineCommand.class,
      BenchFaultsCommand.class,
      BenchLabelsCommand.class,
      BenchSearchCommand.class
    })
public final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Name a command: model, line, faults, labels, search");
  }
}
