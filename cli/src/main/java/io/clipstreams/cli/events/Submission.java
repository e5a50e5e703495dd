package io.clipstreams.cli.events;

import io.clipstreams.cli.common.ProgressBars;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import me.tongfei.progressbar.ProgressBar;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * Submits many files, some at a time. One thread calls {@link #run}; the clients' threads report
 * back.
 */
final class Submission {

  private static final int AT_A_TIME = 16;

  private final ImageSubmitter submitter;
  private final PrintWriter err;
  private final Semaphore slots = new Semaphore(AT_A_TIME);
  private final List<Reference> done = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger failed = new AtomicInteger();

  Submission(ImageSubmitter submitter, PrintWriter err) {
    this.submitter = submitter;
    this.err = err;
  }

  /** Returns when every file is submitted or has failed, which stderr tells. */
  List<Reference> run(Map<String, Path> byKey) throws InterruptedException {
    try (ProgressBar bar = ProgressBars.of("submit", byKey.size(), err)) {
      for (Map.Entry<String, Path> upload : byKey.entrySet()) {
        slots.acquire();
        start(upload.getKey(), upload.getValue())
            .whenComplete(
                (reference, error) -> {
                  if (error == null) {
                    done.add(reference);
                  } else {
                    fail(upload.getValue(), error);
                  }
                  bar.step();
                  slots.release();
                });
      }
      slots.acquire(AT_A_TIME);
    }
    return List.copyOf(done);
  }

  private CompletableFuture<Reference> start(String key, Path file) {
    try {
      return submitter.submit(key, AsyncRequestBody.fromFile(file));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void fail(Path file, Throwable error) {
    failed.incrementAndGet();
    Throwable reason = error.getCause() == null ? error : error.getCause();
    err.println(file + ": " + reason.getMessage());
    err.flush();
  }

  int failed() {
    return failed.get();
  }
}
