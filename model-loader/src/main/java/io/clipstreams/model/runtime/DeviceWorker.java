package io.clipstreams.model.runtime;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * One device with its program and its thread. PyTorch keeps state for each thread, so everything
 * native runs on that one; {@link #call} may be called from any thread and waits for its turn.
 */
final class DeviceWorker implements AutoCloseable {

  private final ExecutorService thread;
  private final Program program;

  private DeviceWorker(ExecutorService thread, Program program) {
    this.thread = thread;
    this.program = program;
  }

  static DeviceWorker start(Device device, Path archive) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread worker = new Thread(task, "clip-" + Torch.name(device));
              worker.setDaemon(true);
              return worker;
            });
    try {
      Program program = await(thread, () -> Program.load(archive, device));
      return new DeviceWorker(thread, program);
    } catch (RuntimeException e) {
      thread.shutdown();
      throw e;
    }
  }

  float[] call(String method, Function<NDManager, NDList> inputs) {
    return await(thread, () -> program.call(method, inputs));
  }

  /** Waits even when interrupted: native code cannot be stopped half-way. */
  private static <T> T await(ExecutorService thread, java.util.concurrent.Callable<T> task) {
    var future = thread.submit(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    await(
        thread,
        () -> {
          program.close();
          return null;
        });
    thread.shutdown();
  }
}
