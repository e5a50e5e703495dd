package io.clipstreams.model.runtime;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import io.clipstreams.model.ModelOptions;
import java.util.Arrays;
import java.util.List;

/** DJL's PyTorch engine, set up before its first class is loaded. */
final class Torch {

  private static final String ENGINE = "PyTorch";

  private Torch() {}

  /**
   * The engine. DJL reports its use and fetches native libraries unless told otherwise; what the
   * user has set stays.
   */
  static Engine engine() {
    setUnlessSet("OPT_OUT_TRACKING");
    setUnlessSet("ai.djl.offline");
    return Engine.getEngine(ENGINE);
  }

  /** Threads of one operation on the CPU; 0 leaves PyTorch's own choice. Holds for the process. */
  static void limitThreads(int threads) {
    if (threads > 0) {
      JniUtils.setNumThreads(threads);
    }
  }

  private static void setUnlessSet(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "true");
    }
  }

  /**
   * The devices of {@link ModelOptions#device()}.
   *
   * @throws IllegalArgumentException for a name that is no device
   * @throws IllegalStateException for a GPU that is not there
   */
  static List<Device> devices(Engine engine, String names) {
    return Arrays.stream(names.split(",")).map(name -> device(engine, name.strip())).toList();
  }

  private static Device device(Engine engine, String name) {
    int gpus = engine.getGpuCount();
    if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    if (!name.matches("auto|cuda(:\\d{1,3})?")) {
      throw new IllegalArgumentException(
          "unknown device '%s': use auto, cpu, cuda or cuda:N".formatted(name));
    }
    int number = name.contains(":") ? Integer.parseInt(name.substring("cuda:".length())) : 0;
    if (number >= gpus) {
      throw new IllegalStateException(
          ("device %s is configured, but PyTorch %s here sees %d GPUs; it needs NVIDIA's driver and"
                  + " a CUDA build of ai.djl.pytorch:pytorch-native on the class path")
              .formatted(name, engine.getVersion(), gpus));
    }
    return Device.gpu(number);
  }

  /** The name that PyTorch gives the device. */
  static String name(Device device) {
    return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
  }
}
