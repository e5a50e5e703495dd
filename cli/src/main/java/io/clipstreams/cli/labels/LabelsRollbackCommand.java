package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.topology.labels.client.NoSuchVersionException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code labels rollback}. */
@Command(
    name = "rollback",
    description = {
      "Publishes the content of an earlier version as a new version, which says of which one it is"
          + " the rollback; waits until it is accepted or refused, and prints its version.",
      "Refused when the set is changed meanwhile. 'labels versions' prints which versions are kept."
    })
final class LabelsRollbackCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the set.")
  private String name;

  @Parameters(index = "1", paramLabel = "VERSION", description = "The version to go back to.")
  private long version;

  @Mixin private OutcomeWait wait;

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    try {
      long published =
          wait.accepted(name, cluster.labelSets().rollback(name, version, wait.timeout()));
      spec.commandLine().getOut().println(published);
      return 0;
    } catch (NoSuchVersionException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
