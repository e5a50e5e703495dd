package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.client.LabelSetClient;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code labels set}: publishes a definition and waits for its verdict. */
@Command(
    name = "set",
    description = {
      "Publishes a label set, waits until it is accepted or refused, and prints its version.",
      "A .yaml or .json file has labels (a name each, or {name, displayName, captions, threshold,"
          + " ...}), and optionally templates, scoring {mode, topK, threshold, temperature},"
          + " noneOfThese {label, threshold, prompts} and claims [{bucket, keyPrefix, metadata}];"
          + " 'labels get' prints that form. Roboflow's _tokenization.txt has a prompt on each line,"
          + " in the order of the class folders beside it. Any other file has one label on each"
          + " line."
    })
final class LabelsSetCommand implements Callable<Integer> {

  private static final String NEW = "new";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Name of the set.")
  private String name;

  @Mixin private DefinitionOptions source;

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description =
          "Refuse unless this version is current, so that nobody's update is lost; 'new': unless"
              + " the set does not exist.")
  private String ifVersion;

  @Mixin private OutcomeWait wait;

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    LabelSet definition = source.definition(spec);
    OptionalLong expected = expectedVersion();
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    long version =
        wait.accepted(name, cluster.labelSets().set(name, definition, expected, wait.timeout()));
    spec.commandLine().getOut().println(version);
    return 0;
  }

  private OptionalLong expectedVersion() {
    if (ifVersion == null) {
      return OptionalLong.empty();
    }
    if (ifVersion.equals(NEW)) {
      return OptionalLong.of(LabelSetClient.ABSENT);
    }
    try {
      return OptionalLong.of(Long.parseUnsignedLong(ifVersion));
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--if-version '%s' is neither a version nor 'new'".formatted(ifVersion),
          e);
    }
  }
}
