package io.clipstreams.benchmarks.line;

import io.clipstreams.model.PrecisionChoice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What all sections share.
 *
 * @param folder of this measurement, deleted after it
 * @param progress hears what is measured next
 */
record Bench(
    LineServers servers,
    Pictures pictures,
    Checkpoints checkpoints,
    PrecisionChoice precision,
    Sizes sizes,
    Path folder,
    Consumer<String> progress) {

  /** Small enough for the heap of {@link Java#heap}, and more than the pictures have. */
  private static final String MAX_PIXELS = "4000000";

  /**
   * The settings of one run, whose topics and state are its own.
   *
   * @param name of the run
   * @param distant whether S3 answers late
   */
  Map<String, String> settings(String name, boolean distant) {
    Map<String, String> settings = new HashMap<>(servers.settings(distant));
    settings.put("application.id", LineRun.APPLICATION + name);
    settings.put("state.dir", folder.resolve("state-" + name).toString());
    settings.put("topic.images", name + ".images");
    settings.put("topic.label.sets", name + ".label-sets");
    settings.put("topic.label.vectors", name + ".label-vectors");
    settings.put("topic.classifications", name + ".classifications");
    settings.put("topic.dead.letters", name + ".dead-letters");
    settings.put("topics.partitions", "4");
    settings.put("labels.default.set", BenchLabels.NAME);
    settings.put("image.max.pixels", MAX_PIXELS);
    return settings;
  }

  /** What a process of that run is told. */
  ChildSetup setup(String name, Path checkpoint, Map<String, String> settings, boolean fromFolder) {
    return new ChildSetup(
        settings,
        checkpoint.toString(),
        precision.toString(),
        folder.resolve("programs").toString(),
        pictures.folder().toString(),
        fromFolder,
        folder.resolve(name + "-ready.json").toString());
  }
}
