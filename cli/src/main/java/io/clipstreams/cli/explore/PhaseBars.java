package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.ProgressBars;
import io.clipstreams.model.search.SearchProgress;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;

/** A progress bar for each phase of a search. The searching thread calls. */
final class PhaseBars implements SearchProgress, AutoCloseable {

  private final PrintWriter err;
  private ProgressBar bar;

  PhaseBars(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void phase(String name, long steps) {
    close();
    bar = ProgressBars.of(name, steps, err);
  }

  @Override
  public void step(long steps) {
    bar.stepBy(steps);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
