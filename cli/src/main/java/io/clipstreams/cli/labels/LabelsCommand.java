package io.clipstreams.cli.labels;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code labels}: says what there is to do with label sets. */
@Command(
    name = "labels",
    description =
        "Sets, shows and deletes label sets through their topics; the running application answers.",
    subcommands = {
      LabelsSetCommand.class,
      LabelsPreviewCommand.class,
      LabelsGetCommand.class,
      LabelsListCommand.class,
      LabelsTrainCommand.class,
      LabelsVersionsCommand.class,
      LabelsRollbackCommand.class,
      LabelsDeleteCommand.class
    })
public final class LabelsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name a command: set, preview, get, list, train, versions, rollback or delete");
  }
}
