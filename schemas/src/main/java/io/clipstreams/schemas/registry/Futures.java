package io.clipstreams.schemas.registry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What the registry's futures share: they fail with the cause itself, whoever looks and however.
 */
final class Futures {

  private Futures() {}

  /** Blocks until the value is there, and throws what the future failed with. */
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      future.cancel(true);
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      if (unwrap(e.getCause()) instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("The registry's client failed", e.getCause());
    }
  }

  /** A future of its own for one caller, who may cancel it without harm to the others. */
  static <T> CompletableFuture<T> ownCopy(CompletableFuture<T> shared) {
    CompletableFuture<T> copy = new CompletableFuture<>();
    shared.whenComplete(
        (value, error) -> {
          if (error == null) {
            copy.complete(value);
          } else {
            copy.completeExceptionally(unwrap(error));
          }
        });
    return copy;
  }

  static Throwable unwrap(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }
}
