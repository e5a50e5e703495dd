package io.clipstreams.cli.checkpoint;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.ProgressBars;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.hub.HubClient;
import io.clipstreams.model.hub.HubName;
import io.clipstreams.model.hub.PullProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code checkpoint pull}. */
@Command(
    name = "pull",
    description = {
      "Fetches the files of a CLIP repository that are needed, and prints their folder. What came"
          + " before an interruption is kept, and checked.",
      "The environment's HF_TOKEN is used for repositories that are not public."
    })
final class CheckpointPullCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME[@REVISION]",
      description = "Repository of the hub, such as openai/clip-vit-large-patch14.")
  private String name;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "The hub or a mirror. Default: $HF_ENDPOINT, else https://huggingface.co.")
  private URI endpoint;

  @Override
  public Integer call() {
    spec.commandLine().getOut().println(pull(parsed()));
    return 0;
  }

  private Path pull(HubName repository) {
    Optional<String> token = Optional.ofNullable(System.getenv("HF_TOKEN"));
    HubClient hub = new HubClient(endpoint(), token, ModelOptions.defaults().cacheDir());
    try (Bar bar = new Bar(spec.commandLine().getErr())) {
      return hub.pull(repository, bar);
    } catch (CheckpointException e) {
      throw new CliException(e.getMessage(), e);
    } catch (IOException e) {
      throw new CliException(
          "%s could not be fetched from %s: %s; what came is kept, try again"
              // A refused connection has no message of its own.
              .formatted(
                  repository, endpoint(), e.getMessage() == null ? "no answer" : e.getMessage()),
          e);
    }
  }

  private HubName parsed() {
    try {
      return HubName.parse(name);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private URI endpoint() {
    return endpoint != null
        ? endpoint
        : Optional.ofNullable(System.getenv("HF_ENDPOINT"))
            .map(URI::create)
            .orElse(HubClient.HUGGING_FACE);
  }

  /** One progress bar after the other, for each file. */
  private static final class Bar implements PullProgress, AutoCloseable {

    private final PrintWriter err;
    private ProgressBar bar;
    private String file;

    Bar(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void update(String name, long done, long total) {
      if (!name.equals(file)) {
        close();
        file = name;
        bar = ProgressBars.of(name, total, err);
      }
      bar.stepTo(done);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
      }
    }
  }
}
