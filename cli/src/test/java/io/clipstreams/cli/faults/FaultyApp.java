package io.clipstreams.cli.faults;

import io.clipstreams.benchmarks.faults.AppProgram;
import io.clipstreams.cli.common.Logging;
import io.clipstreams.cli.common.Verbosity;
import io.clipstreams.cli.faults.FaultyModel.Weakness;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import io.clipstreams.quickstart.SampleImage;
import io.clipstreams.quickstart.SampleImages;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.config.ConfigLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The application as {@code run} runs it, but with a {@link FaultyModel}. A program of tests. */
public final class FaultyApp {

  private static final String READY = "ready with a weakness";

  private FaultyApp() {}

  /** How the application is started with this weakness. */
  static AppProgram program(Weakness weakness, String badPicture) {
    return new AppProgram(FaultyApp.class.getName(), List.of(weakness.name(), badPicture), READY);
  }

  /**
   * Runs until the application fails, and then ends with status 1.
   *
   * @param args weakness, name of the bad picture, configuration file
   */
  public static void main(String[] args) throws Exception {
    Logging.configure(Verbosity.INFO);
    ClipStreamsApp app =
        ClipStreamsApp.open(
            ConfigLoader.load(Optional.of(Path.of(args[2])), Map.of(), Map.of()),
            () -> model(Weakness.valueOf(args[0]), args[1]));
    app.start();
    while (!app.awaitReady(Duration.ofSeconds(30)) && !app.failure().isDone()) {
      System.err.println("still starting");
    }
    System.err.println(READY);
    System.err.println("the application cannot go on: " + app.failure().join().getMessage());
    app.close();
    System.exit(1);
  }

  private static ClipModel model(Weakness weakness, String badPicture) {
    byte[] bad =
        SampleImages.load().stream()
            .filter(sample -> sample.file().equals(badPicture))
            .map(SampleImage::bytes)
            .findFirst()
            .orElseThrow();
    ClipModel model =
        ClipModels.builtIn(
            ModelOptions.defaults().withPrecision(PrecisionChoice.of("float32")).withThreads(1));
    try {
      return new FaultyModel(model, weakness, bad, model.preprocessor().prepare(bad).pixels());
    } catch (ImageRefusedException e) {
      throw new IllegalArgumentException(badPicture + " cannot be read", e);
    }
  }
}
