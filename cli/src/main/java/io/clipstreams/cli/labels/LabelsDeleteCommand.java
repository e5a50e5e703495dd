package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code labels delete}. */
@Command(
    name = "delete",
    description =
        "Deletes a label set, waits until it is gone, and prints the version of the deletion."
            + " Images that name it become dead letters from then on.")
final class LabelsDeleteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the set.")
  private String name;

  @Mixin private OutcomeWait wait;

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    long version = wait.accepted(name, cluster.labelSets().delete(name, wait.timeout()));
    spec.commandLine().getOut().println(version);
    return 0;
  }
}
