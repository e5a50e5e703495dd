package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * Which checkpoint judges the images, and how it is run.
 *
 * @param checkpoint folder of the checkpoint that judges; empty for the built-in one
 * @param next checkpoint that will judge after a rolling change
 * @param previous checkpoint that did before
 * @param precision {@code auto}, {@code float32}, {@code bfloat16} or {@code float16}
 * @param device {@code auto}, or as PyTorch names it
 * @param threads threads of one operation on the CPU; 0 leaves it to PyTorch
 */
public record ModelSettings(
    Optional<Path> checkpoint,
    Optional<Checkpoint> next,
    Optional<Checkpoint> previous,
    String precision,
    String device,
    int threads) {

  public static final String CHECKPOINT = "model.checkpoint";
  public static final String NEXT = "model.next";
  public static final String PREVIOUS = "model.previous";
  public static final String PRECISION = "model.precision";
  public static final String DEVICE = "model.device";
  public static final String THREADS = "model.threads";

  private static final String BUILT_IN = "builtin";

  static void define(ConfigDef def) {
    def.define(
            CHECKPOINT,
            Type.STRING,
            BUILT_IN,
            new NonEmptyString(),
            HIGH,
            "Folder of a Hugging Face CLIP checkpoint (config.json, model.safetensors,"
                + " tokenizer.json, preprocessor_config.json), the name of one that 'checkpoint pull'"
                + " has fetched, or builtin: the small one that comes with clip-streams and knows"
                + " drawings, not photographs.")
        .define(
            NEXT,
            Type.STRING,
            "",
            MEDIUM,
            "Checkpoint, as in "
                + CHECKPOINT
                + ", to which a rolling change will lead; empty: none is planned. Every version of"
                + " every label set is made for it as well, so that after the change no image"
                + " waits.")
        .define(
            PREVIOUS,
            Type.STRING,
            "",
            MEDIUM,
            "Checkpoint, as in "
                + CHECKPOINT
                + ", from which a rolling change leads; empty: none is under way. New versions are"
                + " made for it as well, for instances that have not been restarted yet.")
        .define(
            PRECISION,
            Type.STRING,
            "auto",
            ValidString.in("auto", "float32", "bfloat16", "float16"),
            MEDIUM,
            "Type in which the model calculates: auto, float32, bfloat16 or float16. auto takes"
                + " bfloat16 where it is faster here, and float16 on a GPU that only has that.")
        .define(
            DEVICE,
            Type.STRING,
            "auto",
            new NonEmptyString(),
            HIGH,
            "Where the model runs: auto, cpu, cuda, or cuda:N, several divided by commas. When a"
                + " GPU is named and none can be used, the start fails.")
        .define(
            THREADS,
            Type.INT,
            0,
            Range.atLeast(0),
            LOW,
            "Threads of one operation of the model on the CPU; 0 leaves it to PyTorch.");
  }

  static ModelSettings from(AbstractConfig config) {
    return new ModelSettings(
        Checkpoint.of(config.getString(CHECKPOINT)).folder(),
        other(config.getString(NEXT)),
        other(config.getString(PREVIOUS)),
        config.getString(PRECISION),
        config.getString(DEVICE),
        config.getInt(THREADS));
  }

  /** The checkpoints for which label vectors are made besides. */
  public List<Checkpoint> others() {
    return Stream.of(next, previous).flatMap(Optional::stream).toList();
  }

  private static Optional<Checkpoint> other(String name) {
    return name.isBlank() ? Optional.empty() : Optional.of(Checkpoint.of(name));
  }

  /**
   * A checkpoint that judges no images here.
   *
   * @param folder empty for the built-in one
   */
  public record Checkpoint(Optional<Path> folder) {
    static Checkpoint of(String name) {
      return new Checkpoint(name.equals(BUILT_IN) ? Optional.empty() : Optional.of(Path.of(name)));
    }

    /** Where it lies; the built-in one is unpacked. */
    public Path in(ModelOptions options) {
      return folder.orElseGet(() -> ClipModels.builtInFolder(options));
    }
  }

  /** How many devices share the work. */
  public int devices() {
    return device.split(",").length;
  }
}
