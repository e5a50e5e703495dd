package io.clipstreams.model.runtime;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The devices of one model; a call goes to whichever is free, or waits for the first that becomes
 * so. Calls come from any thread; the owner sees to it that none is under way when it closes.
 */
final class DevicePool implements AutoCloseable {

  private final List<DeviceWorker> workers;
  private final BlockingQueue<DeviceWorker> free;
  private final String names;

  private DevicePool(List<DeviceWorker> workers, String names) {
    this.workers = workers;
    this.free = new LinkedBlockingQueue<>(workers);
    this.names = names;
  }

  /**
   * Loads the program on every device.
   *
   * @param heads the archive of {@link io.clipstreams.model.program.HeadProgram}
   */
  static DevicePool start(List<Device> devices, Path archive, Path heads) {
    List<DeviceWorker> workers = new ArrayList<>();
    try {
      for (Device device : devices) {
        DeviceWorker worker = DeviceWorker.start(device, archive, heads);
        workers.add(worker);
        worker.call("prepare", manager -> new NDList());
      }
    } catch (RuntimeException e) {
      workers.forEach(DeviceWorker::close);
      throw e;
    }
    return new DevicePool(
        List.copyOf(workers), devices.stream().map(Torch::name).collect(Collectors.joining(",")));
  }

  float[] call(String method, Function<NDManager, NDList> inputs) {
    DeviceWorker worker = takeFree();
    try {
      return worker.call(method, inputs);
    } finally {
      free.add(worker);
    }
  }

  /** Runs a task on the thread of a free device. */
  <T> T onFree(Function<DeviceWorker, T> task) {
    DeviceWorker worker = takeFree();
    try {
      return worker.run(() -> task.apply(worker));
    } finally {
      free.add(worker);
    }
  }

  private DeviceWorker takeFree() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return free.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  int size() {
    return workers.size();
  }

  String names() {
    return names;
  }

  @Override
  public void close() {
    workers.forEach(DeviceWorker::close);
  }
}
