package io.clipstreams.cli.checkpoint;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code checkpoint}: says what there is to do with checkpoints. */
@Command(
    name = "checkpoint",
    description = "Fetches CLIP checkpoints, and checks that they can be run.",
    subcommands = {CheckpointVerifyCommand.class, CheckpointPullCommand.class})
public final class CheckpointCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command: verify or pull");
  }
}
