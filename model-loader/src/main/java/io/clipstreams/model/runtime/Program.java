package io.clipstreams.model.runtime;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.clipstreams.model.CheckpointException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** A TorchScript archive, loaded on one device. Every call comes from the same thread. */
public final class Program implements AutoCloseable {

  private final Model model;

  private Program(Model model) {
    this.model = model;
  }

  /**
   * Loads what {@link io.clipstreams.model.program.TorchScriptArchive} wrote.
   *
   * @throws CheckpointException when PyTorch refuses it
   */
  public static Program load(Path archive, Device device) {
    Model model = Torch.engine().newModel("clip", device);
    try {
      model.load(archive, null, Map.of("mapLocation", "true"));
      return new Program(model);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new CheckpointException(
          "PyTorch cannot load the program %s: %s".formatted(archive, e.getMessage()), e);
    }
  }

  /**
   * Calls a method that takes tensors and returns one of float32.
   *
   * @param inputs makes the arguments; what it makes is freed when the call ends
   * @return the elements of the result
   */
  public float[] call(String method, Function<NDManager, NDList> inputs) {
    try (NDManager manager = model.getNDManager().newSubManager()) {
      NDList arguments = inputs.apply(manager);
      NDArray name = manager.create(0);
      name.setName("module_method:" + method);
      arguments.add(name);
      NDList result =
          model.getBlock().forward(new ParameterStore(manager, false), arguments, false);
      return result.singletonOrThrow().toFloatArray();
    }
  }

  /** Memory of the program's device that outlives calls; freed when it is closed. */
  NDManager newMemory() {
    return model.getNDManager().newSubManager();
  }

  @Override
  public void close() {
    model.close();
  }
}
