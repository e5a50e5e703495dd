package io.clipstreams.cli.run;

import io.clipstreams.cli.common.CleanStop;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.Logging;
import io.clipstreams.cli.common.UsuallyVerbose;
import io.clipstreams.cli.common.Verbosity;
import io.clipstreams.cli.ops.Operations;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: classifies images until it is told to stop. */
@Command(
    name = "run",
    description = {
      "Classifies images until Ctrl-C or SIGTERM, which stop it cleanly. Logs to stderr.",
      "Waits for brokers, topics and registry that are not there yet.",
      "Answers /health/live, /health/ready, /metrics, /info and /search at http.port meanwhile, and"
          + " serves the console there."
    },
    exitCodeList = {
      "0:never: it runs until it is stopped",
      "1:the application cannot go on; the reason is on stderr",
      "2:wrong usage",
      "130:stopped by Ctrl-C",
      "143:stopped by SIGTERM"
    })
public final class RunCommand implements Callable<Integer>, UsuallyVerbose {

  private static final Duration CLOSE_RESERVE = Duration.ofSeconds(10);
  private static final Duration STILL_STARTING = Duration.ofSeconds(30);

  @Spec private CommandSpec spec;

  @Mixin private ConfigOptions options;

  @Option(names = "--create-topics", description = "First creates the topics that do not exist.")
  private boolean createTopics;

  @Override
  public Verbosity usualVerbosity() {
    return Verbosity.INFO;
  }

  @Override
  public Integer call() throws InterruptedException {
    Logger log = LoggerFactory.getLogger(RunCommand.class);
    Cluster cluster = options.cluster();
    ClipStreamsConfig config = cluster.config();
    if (config.log().json()) {
      Logging.asJson();
    }
    Duration limit = config.kafka().closeTimeout().plus(CLOSE_RESERVE);
    try (CleanStop stop = new CleanStop(spec.commandLine().getErr(), limit)) {
      Operations operations = stop.add(Operations.start(config));
      operations.url().ifPresent(url -> log.info("health and metrics at {}", url));
      operations.consoleUrl().ifPresent(url -> log.info("console at {}", url));
      operations.phase("waiting for brokers and topics");
      new TopicsWait(cluster).await(createTopics);
      operations.phase("loading the model");
      ClipStreamsApp app = stop.add(open(operations));
      operations.follow(app);
      try {
        app.start();
        while (!app.awaitReady(STILL_STARTING) && !app.failure().isDone()) {
          log.info("still starting");
        }
        if (!app.failure().isDone()) {
          log.info("ready: reading {}", config.topics().images());
        }
        Throwable reason = app.failure().join();
        throw new CliException("the application cannot go on: " + reason.getMessage(), reason);
      } catch (RuntimeException e) {
        stop.leaveToSignal();
        throw e;
      }
    }
  }

  private static ClipStreamsApp open(Operations operations) {
    try {
      return ClipStreamsApp.open(operations.config(), operations.observer());
    } catch (ConfigException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
