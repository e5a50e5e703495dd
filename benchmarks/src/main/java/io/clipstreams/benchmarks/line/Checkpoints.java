package io.clipstreams.benchmarks.line;

import io.clipstreams.model.checkpoint.Activation;
import io.clipstreams.model.checkpoint.ClipConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TextConfig;
import io.clipstreams.model.checkpoint.ClipConfig.TowerConfig;
import io.clipstreams.model.checkpoint.ClipConfig.VisionConfig;
import io.clipstreams.model.checkpoint.RandomCheckpoint;
import io.clipstreams.model.checkpoint.StoredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checkpoints with random weights, each written when it is first asked for. */
final class Checkpoints {

  private final Path folder;

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /** The size of OpenAI's ViT-B/16. */
  Path vitB16() throws IOException {
    ClipConfig b32 = RandomCheckpoint.vitB32();
    VisionConfig vision = new VisionConfig(b32.vision().tower(), b32.vision().imageSize(), 16);
    return write("B16", new ClipConfig(vision, b32.text(), b32.projectionDim()));
  }

  /** The size of OpenAI's ViT-B/32. */
  Path vitB32() throws IOException {
    return write("B32", RandomCheckpoint.vitB32());
  }

  /** Takes pictures of the usual size and has almost no weights. */
  Path tiny() throws IOException {
    TowerConfig tower = new TowerConfig(32, 64, 1, 2, Activation.QUICK_GELU, 1e-5);
    return write(
        "tiny",
        new ClipConfig(new VisionConfig(tower, 224, 32), new TextConfig(tower, 514, 77, 2), 32));
  }

  private Path write(String name, ClipConfig config) throws IOException {
    Path checkpoint = folder.resolve(name);
    return Files.exists(checkpoint)
        ? checkpoint
        : RandomCheckpoint.write(checkpoint, config, StoredType.F32, 1);
  }
}
