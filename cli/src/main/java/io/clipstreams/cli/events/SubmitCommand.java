package io.clipstreams.cli.events;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.S3Clients;
import io.clipstreams.cli.common.Style;
import io.clipstreams.schemas.ImageReference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.Producer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** {@code submit}: uploads pictures and emits an event for each. */
@Command(
    name = "submit",
    description = {
      "Uploads pictures to S3 and emits an image reference for each. The image's id is the"
          + " object's key: a file's own name, or its path in the folder that was given.",
      "Of folders the pictures go, by their ending (jpg, jpeg, png, webp, bmp, gif); a file that"
          + " is named goes whatever it is."
    })
public final class SubmitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Pictures, or folders.")
  private List<Path> paths;

  @Mixin private ConfigOptions config;

  @Option(
      names = "--bucket",
      paramLabel = "B",
      defaultValue = "images",
      description = "Bucket to upload to. Default: ${DEFAULT-VALUE}.")
  private String bucket;

  @Option(names = "--create-bucket", description = "Creates the bucket when it does not exist.")
  private boolean createBucket;

  @Option(
      names = "--prefix",
      paramLabel = "P",
      defaultValue = "",
      description = "Put before every key, such as holiday/.")
  private String prefix;

  @Option(
      names = "--labels-set",
      paramLabel = "NAME",
      description =
          "Label set to judge by; repeatable. Default: the sets that claim the image, else the"
              + " configured default set.")
  private List<String> labelSets = List.of();

  @Option(names = "--wait", description = "Waits for the answers and prints them as watch does.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "With --wait: gives up when no answer has come for so long. Default:"
              + " ${DEFAULT-VALUE}.")
  private long timeoutSeconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    ImageUploads uploads = ImageUploads.find(paths, prefix);
    if (uploads.passedOver() > 0) {
      err.println(uploads.passedOver() + " files have no picture's ending and stay behind");
    }
    if (uploads.byKey().isEmpty()) {
      throw new CliException("no pictures in " + paths);
    }
    Cluster cluster = config.cluster();
    cluster.requireReachable();
    try (S3AsyncClient s3 = S3Clients.create(cluster.config().s3());
        Producer<String, ImageReference> producer = cluster.producer(ImageReference.class);
        AnswerWait answers = wait ? AnswerWait.begin(cluster) : null) {
      requireBucket(s3);
      ImageSubmitter submitter =
          new ImageSubmitter(s3, producer, cluster.topics().images(), bucket, labelSets);
      Submission submission = new Submission(submitter, err);
      List<Reference> references = submission.run(uploads.byKey());
      if (answers == null) {
        err.println("submitted %d of %d".formatted(references.size(), uploads.byKey().size()));
        return submission.failed() == 0 ? 0 : 1;
      }
      boolean answered =
          answers.await(
              references,
              Duration.ofSeconds(timeoutSeconds),
              spec.commandLine().getOut(),
              new ClassificationLines(Style.ofTerminal()));
      if (answers.unanswered() > 0) {
        err.println(
            "no answer for %d; is the application running?".formatted(answers.unanswered()));
      }
      return submission.failed() == 0 && answered ? 0 : 1;
    }
  }

  private void requireBucket(S3AsyncClient s3) {
    try {
      s3.headBucket(request -> request.bucket(bucket)).join();
    } catch (CompletionException e) {
      if (!(e.getCause() instanceof S3Exception refusal) || refusal.statusCode() != 404) {
        throw new CliException(
            "bucket %s cannot be reached: %s".formatted(bucket, e.getCause().getMessage()), e);
      }
      if (!createBucket) {
        throw new CliException(
            "bucket %s does not exist; --create-bucket creates it".formatted(bucket));
      }
      s3.createBucket(request -> request.bucket(bucket)).join();
    }
  }
}
