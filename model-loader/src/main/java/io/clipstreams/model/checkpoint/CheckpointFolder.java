package io.clipstreams.model.checkpoint;

import io.clipstreams.model.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A folder with the files of a Hugging Face CLIP repository.
 *
 * @param path the folder
 * @param config the architecture
 * @param preprocessing how pictures become the image tower's input
 */
public record CheckpointFolder(Path path, ClipConfig config, PreprocessorConfig preprocessing) {

  private static final String CONFIG = "config.json";
  private static final String PREPROCESSING = "preprocessor_config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String VOCAB = "vocab.json";
  private static final String MERGES = "merges.txt";

  public CheckpointFolder {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(preprocessing, "preprocessing");
  }

  /**
   * Reads the configuration; the tensors are looked at by {@link #tensors()}.
   *
   * @throws CheckpointException when a file is missing or says what cannot be followed
   */
  public static CheckpointFolder open(Path path) {
    if (!Files.isDirectory(path)) {
      throw new CheckpointException("there is no checkpoint folder " + path.toAbsolutePath());
    }
    ClipConfig config = ClipConfig.read(path.resolve(CONFIG));
    PreprocessorConfig preprocessing = PreprocessorConfig.read(path.resolve(PREPROCESSING));
    preprocessing.requireOutput(config.vision().imageSize());
    return new CheckpointFolder(path, config, preprocessing);
  }

  /** Every tensor that the towers need, checked by name and shape, memory-mapped. */
  public Map<String, StoredTensor> tensors() {
    return ClipTensors.pick(ClipTensors.required(config), WeightFiles.map(path), path.toString());
  }

  /**
   * The tokenizer's files: {@code tokenizer.json}, or {@code vocab.json} and {@code merges.txt}.
   */
  public TokenizerFiles tokenizer() {
    Path whole = path.resolve(TOKENIZER);
    if (Files.exists(whole)) {
      return new TokenizerFiles(whole, null, null);
    }
    Path vocab = path.resolve(VOCAB);
    Path merges = path.resolve(MERGES);
    if (Files.exists(vocab) && Files.exists(merges)) {
      return new TokenizerFiles(null, vocab, merges);
    }
    throw new CheckpointException(
        "%s has neither %s nor %s and %s".formatted(path, TOKENIZER, VOCAB, MERGES));
  }

  /** The files that make the checkpoint what it is, in a fixed order. */
  List<Path> identity() {
    List<Path> files = new ArrayList<>();
    files.add(path.resolve(CONFIG));
    files.add(path.resolve(PREPROCESSING));
    files.addAll(tokenizer().files());
    files.addAll(WeightFiles.in(path));
    return files;
  }

  /**
   * Where the tokenizer's definition lies.
   *
   * @param whole {@code tokenizer.json}, or null
   * @param vocab {@code vocab.json} where {@code whole} is null
   * @param merges {@code merges.txt} where {@code whole} is null
   */
  public record TokenizerFiles(Path whole, Path vocab, Path merges) {
    List<Path> files() {
      return whole != null ? List.of(whole) : List.of(vocab, merges);
    }
  }
}
