package io.clipstreams.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.clipstreams.model.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The files that hold a checkpoint's tensors: {@code model.safetensors}, or several that {@code
 * model.safetensors.index.json} names.
 */
final class WeightFiles {

  private static final String SINGLE = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final String PICKLE = "pytorch_model.bin";

  private WeightFiles() {}

  /** All files, the index included, in a fixed order. */
  static List<Path> in(Path folder) {
    if (Files.exists(folder.resolve(SINGLE))) {
      return List.of(folder.resolve(SINGLE));
    }
    Path index = folder.resolve(INDEX);
    if (Files.exists(index)) {
      TreeSet<Path> files = new TreeSet<>();
      files.add(index);
      Json weightMap = Json.read(index).objectOrEmpty("weight_map");
      for (JsonNode shard : weightMap.node()) {
        files.add(shard(folder, index, shard.asText()));
      }
      return List.copyOf(files);
    }
    if (Files.exists(folder.resolve(PICKLE))
        || Files.exists(folder.resolve(PICKLE + ".index.json"))) {
      throw new CheckpointException(
          ("%s has its weights only as %s, a Python pickle, which is not read. Use a revision of the"
                  + " repository that has model.safetensors (on the hub often a pull request,"
                  + " refs/pr/N), or another model: openai/clip-vit-large-patch14 and"
                  + " facebook/metaclip-b16-fullcc2.5b have it")
              .formatted(folder, PICKLE));
    }
    throw new CheckpointException("%s has neither %s nor %s".formatted(folder, SINGLE, INDEX));
  }

  /** The tensors of all files, mapped. */
  static Map<String, StoredTensor> map(Path folder) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Path file : in(folder)) {
      if (!file.getFileName().toString().equals(INDEX)) {
        tensors.putAll(Safetensors.map(file));
      }
    }
    return tensors;
  }

  private static Path shard(Path folder, Path index, String name) {
    Path shard = folder.resolve(name).normalize();
    if (!folder.normalize().equals(shard.getParent())) {
      throw new CheckpointException(
          "%s names '%s', which is no file beside it".formatted(index, name));
    }
    if (!Files.exists(shard)) {
      throw new CheckpointException("%s names %s, which is missing".formatted(index, name));
    }
    return shard;
  }
}
