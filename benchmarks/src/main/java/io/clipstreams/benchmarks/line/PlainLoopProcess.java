package io.clipstreams.benchmarks.line;

import io.clipstreams.model.ClipModel;
import java.nio.file.Path;

/** The {@link PlainLoop} in a process of its own, with the same heap as the application. */
public final class PlainLoopProcess {

  private PlainLoopProcess() {}

  /**
   * Works until the process ends.
   *
   * @param args the file with the {@link ChildSetup}
   */
  public static void main(String[] args) throws Exception {
    ChildSetup setup = Wire.read(Path.of(args[0]), ChildSetup.class);
    ClipModel model = setup.loadModel();
    PlainLoop loop = new PlainLoop(setup.config(), model);
    Wire.write(Path.of(setup.ready()), "ready");
    loop.run();
  }
}
