package io.clipstreams.benchmarks.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

  @Test
  void threadsOfAPoolAreOneGroup() {
    assertThat(ThreadTimes.group("clip-decode-2")).isEqualTo("clip-decode");
    assertThat(ThreadTimes.group("GC Thread#1")).isEqualTo("GC Thread");
    assertThat(ThreadTimes.group("line-overhead-s")).isEqualTo("stream threads");
    assertThat(ThreadTimes.isCompiler(ThreadTimes.group("C2 CompilerThre"))).isTrue();
    assertThat(ThreadTimes.isModel(ThreadTimes.group("clip-cpu"))).isTrue();
    assertThat(ThreadTimes.isModel(ThreadTimes.group("clip-decode-1"))).isFalse();
  }

  @Test
  void whatAThreadWorksIsSeen() throws Exception {
    Thread busy = new Thread(ThreadTimesTest::work, "busy-bee-1");
    busy.start();
    long first = 0;
    while (first == 0) {
      first = ThreadTimes.now().getOrDefault("busy-bee", 0L);
    }
    long later = first;
    while (later == first) {
      Map<String, Long> now = ThreadTimes.now();
      later = now.get("busy-bee");
    }
    busy.interrupt();
    busy.join();
    assertThat(later).isGreaterThan(first);
  }

  private static void work() {
    double sum = 0;
    while (!Thread.currentThread().isInterrupted()) {
      sum += Math.sqrt(sum + 1);
    }
  }
}
