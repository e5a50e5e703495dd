package io.clipstreams.model.runtime;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One device with its program and its thread. PyTorch keeps state for each thread, so everything
 * native runs on that one; {@link #call} may be called from any thread and waits for its turn.
 */
final class DeviceWorker implements AutoCloseable {

  private final ExecutorService thread;
  private final Program program;
  private final Supplier<Program> loadHeads;
  private Program heads;

  private DeviceWorker(ExecutorService thread, Program program, Supplier<Program> loadHeads) {
    this.thread = thread;
    this.program = program;
    this.loadHeads = loadHeads;
  }

  /** Starts the thread and loads a program on it that is no model's and needs no heads. */
  static DeviceWorker start(Device device, Path archive) {
    return start(device, archive, archive);
  }

  /**
   * Starts the thread and loads a program on it.
   *
   * @param heads the archive of {@link io.clipstreams.model.program.HeadProgram}, loaded when it is
   *     first needed
   */
  static DeviceWorker start(Device device, Path archive, Path heads) {
    ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread worker = new Thread(task, "clip-" + Torch.name(device));
              worker.setDaemon(true);
              return worker;
            });
    try {
      Program program = await(thread, () -> Program.load(archive, device));
      return new DeviceWorker(thread, program, () -> Program.load(heads, device));
    } catch (RuntimeException e) {
      thread.shutdown();
      throw e;
    }
  }

  float[] call(String method, Function<NDManager, NDList> inputs) {
    return await(thread, () -> program.call(method, inputs));
  }

  /** Runs a task on the worker's thread, and waits for it. */
  <T> T run(Supplier<T> task) {
    return await(thread, task::get);
  }

  /** Runs a task on the worker's thread after what is waiting there, and does not wait. */
  void later(Runnable task) {
    thread.execute(task);
  }

  /** The program of classifier heads; on the worker's thread alone. */
  Program heads() {
    if (heads == null) {
      heads = loadHeads.get();
    }
    return heads;
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
          if (heads != null) {
            heads.close();
          }
          return null;
        });
    thread.shutdown();
  }
}
