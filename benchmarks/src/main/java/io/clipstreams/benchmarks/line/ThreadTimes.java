package io.clipstreams.benchmarks.line;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processor time of this process's threads, by name. On Linux of all threads, those of the JVM
 * and of native libraries too, by the 15 characters that the system keeps of a name; elsewhere of
 * Java's threads alone.
 */
final class ThreadTimes {

  private static final Path TASKS = Path.of("/proc/self/task");
  private static final int SYSTEM_NAME = 15;

  private ThreadTimes() {}

  /** Nanoseconds until now of the threads that live, by name without numbers. */
  static Map<String, Long> now() throws IOException {
    return Files.isDirectory(TASKS) ? ofSystem() : ofJava();
  }

  private static Map<String, Long> ofSystem() throws IOException {
    Map<String, Long> times = new TreeMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (Path task : tasks) {
        try {
          String name = Files.readString(task.resolve("comm")).strip();
          String nanos = Files.readString(task.resolve("schedstat")).strip().split(" ")[0];
          times.merge(group(name), Long.parseLong(nanos), Long::sum);
        } catch (NoSuchFileException e) {
          // The thread has ended meanwhile.
        }
      }
    }
    return times;
  }

  private static Map<String, Long> ofJava() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> times = new TreeMap<>();
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null) {
        String name = info.getThreadName();
        times.merge(
            group(name.substring(0, Math.min(SYSTEM_NAME, name.length()))),
            Math.max(0, threads.getThreadCpuTime(info.getThreadId())),
            Long::sum);
      }
    }
    return times;
  }

  /** Threads of one pool, and those of Kafka Streams, are one group. */
  static String group(String name) {
    if (name.startsWith(LineRun.APPLICATION)) {
      return "stream threads";
    }
    return name.replaceAll("[-#\\d]+$", "");
  }

  /** Whether the JVM's compilers work there. */
  static boolean isCompiler(String group) {
    return group.startsWith("C1 Compiler") || group.startsWith("C2 Compiler");
  }

  static boolean isCollector(String group) {
    return group.startsWith("GC ") || group.startsWith("G1 ");
  }

  /** The model's own thread, and PyTorch's, which have its name. */
  static boolean isModel(String group) {
    return group.startsWith("clip-cpu") || group.startsWith("clip-cuda");
  }
}
