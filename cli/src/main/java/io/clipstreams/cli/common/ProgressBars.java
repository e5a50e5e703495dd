package io.clipstreams.cli.common;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Progress bars on stderr, where that is a terminal; elsewhere nothing is drawn. */
public final class ProgressBars {

  private static final int WIDTH = 80;

  private ProgressBars() {}

  public static ProgressBar of(String task, long steps, PrintWriter err) {
    return bar(task, steps, err).build();
  }

  /** One that also says how many steps a second takes. */
  public static ProgressBar withRate(String task, long steps, PrintWriter err) {
    return bar(task, steps, err).showSpeed().build();
  }

  private static ProgressBarBuilder bar(String task, long steps, PrintWriter err) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(Ansi.AUTO.enabled() ? new OnTerminal(err) : new Nowhere());
  }

  private record OnTerminal(PrintWriter err) implements ProgressBarConsumer {

    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String bar) {
      err.print("\r" + bar);
      err.flush();
    }

    @Override
    public void close() {
      err.println();
      err.flush();
    }
  }

  private record Nowhere() implements ProgressBarConsumer {

    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String bar) {
      // nobody looks
    }

    @Override
    public void close() {
      // nothing was drawn
    }
  }
}
