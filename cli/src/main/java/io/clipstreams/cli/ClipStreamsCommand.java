package io.clipstreams.cli;

import io.clipstreams.cli.bench.BenchCommand;
import io.clipstreams.cli.checkpoint.CheckpointCommand;
import io.clipstreams.cli.common.Diagnostics;
import io.clipstreams.cli.common.Version;
import io.clipstreams.cli.config.ConfigCommand;
import io.clipstreams.cli.deadletters.DeadLettersCommand;
import io.clipstreams.cli.demo.DemoCommand;
import io.clipstreams.cli.evaluate.EvaluateCommand;
import io.clipstreams.cli.events.SubmitCommand;
import io.clipstreams.cli.events.WatchCommand;
import io.clipstreams.cli.explore.ClusterCommand;
import io.clipstreams.cli.explore.SearchCommand;
import io.clipstreams.cli.explore.SimilarCommand;
import io.clipstreams.cli.explore.UniqueCommand;
import io.clipstreams.cli.labels.LabelsCommand;
import io.clipstreams.cli.local.ClassifyCommand;
import io.clipstreams.cli.local.EncodeCommand;
import io.clipstreams.cli.run.RunCommand;
import io.clipstreams.cli.topics.TopicsCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself; what stands in its annotation holds for every subcommand. */
@Command(
    name = "clip-streams",
    description = "Classifies images with CLIP while they arrive in Kafka.",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed; the reason is on stderr", "2:wrong usage"},
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ConfigCommand.class,
      TopicsCommand.class,
      LabelsCommand.class,
      SubmitCommand.class,
      WatchCommand.class,
      DeadLettersCommand.class,
      ClassifyCommand.class,
      EncodeCommand.class,
      EvaluateCommand.class,
      SimilarCommand.class,
      SearchCommand.class,
      UniqueCommand.class,
      ClusterCommand.class,
      CheckpointCommand.class,
      BenchCommand.class
    })
final class ClipStreamsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Mixin private Diagnostics diagnostics;

  Diagnostics diagnostics() {
    return diagnostics;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command");
  }
}
