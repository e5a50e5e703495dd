package io.clipstreams.cli.demo;

import io.clipstreams.cli.common.CheckpointOptions;
import io.clipstreams.cli.common.CleanStop;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.common.S3Clients;
import io.clipstreams.cli.common.Style;
import io.clipstreams.cli.demo.DemoStory.Outcome;
import io.clipstreams.cli.events.ImageSubmitter;
import io.clipstreams.cli.events.TopicReader;
import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import io.clipstreams.schemas.Classification;
import io.clipstreams.schemas.ImageReference;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.config.TopicSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** {@code demo}: the whole system on this machine. */
@Command(
    name = "demo",
    description = {
      "Shows the whole system on this machine: starts a Kafka broker, a schema registry and an S3"
          + " server (loopback only), classifies sample images as they arrive, changes the label"
          + " set meanwhile, and keeps serving until Ctrl-C.",
      "With --output json each classification is one object on stdout:"
          + " {image,expected,labelSet,version,labels:[{label,score,similarity}]}; expected is the"
          + " right label in that version of the set and absent where it has none; labels are the"
          + " best three."
    },
    exitCodeList = {
      "0:with --once: every image got its classification",
      "1:failed, or an image got none; the reason is on stderr",
      "2:wrong usage",
      "130:ended by Ctrl-C, after everything was closed"
    })
public final class DemoCommand implements Callable<Integer> {

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;

  @Option(names = "--once", description = "Ends after the summary instead of serving on.")
  private boolean once;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "Empty folder for all that is kept; it stays. Default: a new one among the temporary"
              + " files, removed after a clean end.")
  private Path wantedFolder;

  @Mixin private CheckpointOptions checkpoint;

  private volatile boolean failed;

  @Override
  public Integer call() throws InterruptedException {
    DemoOutput output =
        new DemoOutput(
            spec.commandLine().getOut(), spec.commandLine().getErr(), format, Style.ofTerminal());
    DemoFolder folder = DemoFolder.create(wantedFolder);
    output.progress("clip-streams demo in " + folder.path());
    try (CleanStop stop = new CleanStop(spec.commandLine().getErr(), CLOSE_LIMIT)) {
      if (wantedFolder == null) {
        stop.add(() -> removeUnlessFailed(folder));
      }
      try {
        return run(folder, stop, output);
      } catch (RuntimeException e) {
        stop.leaveToSignal();
        failed = true;
        output.progress("what happened can be seen in " + folder.path());
        throw e;
      }
    }
  }

  private void removeUnlessFailed(DemoFolder folder) {
    if (!failed) {
      folder.delete();
    }
  }

  private int run(DemoFolder folder, CleanStop stop, DemoOutput output)
      throws InterruptedException {
    DemoStack stack = DemoStack.start(folder, checkpoint, stop, output);
    double startSeconds = secondsSinceJvmStart();
    output.progress("  console   " + stack.consoleUrl());
    List<SampleImage> samples = SampleImages.load();
    DemoTruth truth = new DemoTruth(samples);
    DemoTally tally = new DemoTally();
    startReader(stack, stop, truth, tally, output);

    S3AsyncClient s3 = stop.add(S3Clients.create(stack.cluster().config().s3()));
    TopicSettings topics = stack.cluster().topics();
    ImageSubmitter submitter =
        new ImageSubmitter(
            s3,
            stop.add(stack.cluster().producer(ImageReference.class)),
            topics.images(),
            DemoStack.BUCKET,
            List.of());
    List<ImageReference> images = upload(samples, submitter);
    output.progress("  uploaded %d sample images".formatted(images.size()));
    DemoLabels labels =
        new DemoLabels(
            stop.add(stack.cluster().producer(LabelSet.class)), topics.labelSets(), truth);

    Outcome outcome = new DemoStory(images, submitter, labels, tally, output).tell();
    output.headline("Summary");
    output.story(DemoGuide.summary(outcome, tally, startSeconds, stack.operationsUrl()));
    if (once) {
      requireComplete(tally);
      return 0;
    }
    output.story("");
    output.story(DemoGuide.howToGoOn(stack, folder.config()));
    output.story("");
    throw stack.failure();
  }

  private static void requireComplete(DemoTally tally) {
    if (!tally.complete()) {
      throw new CliException(
          "not every image has exactly one classification: %d have none (%s), %d have two"
              .formatted(
                  tally.missing().size(), String.join(", ", tally.missing()), tally.doubled()));
    }
  }

  private static void startReader(
      DemoStack stack, CleanStop stop, DemoTruth truth, DemoTally tally, DemoOutput output) {
    TopicSettings topics = stack.cluster().topics();
    TopicReader reader =
        new TopicReader(
            stack.cluster().connection(),
            List.of(topics.classifications(), topics.deadLetters()),
            false);
    stop.add(
            new DemoReader(
                reader,
                topics.deadLetters(),
                stack.cluster().deserializer(Classification.class),
                truth,
                tally,
                output))
        .start();
  }

  private static List<ImageReference> upload(List<SampleImage> samples, ImageSubmitter submitter) {
    List<CompletableFuture<ImageReference>> uploads =
        samples.stream()
            .map(
                sample ->
                    submitter.upload(sample.file(), AsyncRequestBody.fromBytes(sample.bytes())))
            .toList();
    return uploads.stream().map(CompletableFuture::join).toList();
  }

  private static double secondsSinceJvmStart() {
    return (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1e3;
  }
}
