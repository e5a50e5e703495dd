package io.clipstreams.benchmarks.line;

import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.PrecisionChoice;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a process that works on images is told.
 *
 * @param settings the application's
 * @param checkpoint the folder of the model
 * @param precision as {@link PrecisionChoice} reads it
 * @param cacheDir of the model's programs
 * @param pictures a folder with the same objects as the bucket
 * @param fromFolder whether objects are read there instead of from S3
 * @param ready the file that the process writes when it can be used
 */
record ChildSetup(
    Map<String, String> settings,
    String checkpoint,
    String precision,
    String cacheDir,
    String pictures,
    boolean fromFolder,
    String ready) {

  ChildSetup {
    settings = Map.copyOf(settings);
  }

  ClipStreamsConfig config() {
    return new ClipStreamsConfig(settings);
  }

  ClipModel loadModel() {
    ModelOptions options =
        ModelOptions.defaults()
            .withPrecision(PrecisionChoice.of(precision))
            .withCacheDir(Path.of(cacheDir));
    return ClipModels.load(Path.of(checkpoint), options);
  }
}
