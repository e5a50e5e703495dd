package io.clipstreams.quickstart;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * What a {@link ChildJvm} runs first: it ends the process when the parent is gone, then calls the
 * main class it was given. The parent holds the other end of this process's standard input and
 * never writes to it; the operating system closes it however the parent ends, kill -9 included.
 *
 * <p>Uses nothing but the JDK, since the child's class path is somebody else's.
 */
final class ChildJvmMain {

  /** Exit status of a child that has lost its parent. */
  private static final int PARENT_GONE = 75;

  private ChildJvmMain() {}

  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(ChildJvmMain::endWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    try {
      Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // the parent sends nothing
      }
    } catch (IOException e) {
      System.err.println("standard input is broken, the parent counts as gone: " + e);
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }
}
