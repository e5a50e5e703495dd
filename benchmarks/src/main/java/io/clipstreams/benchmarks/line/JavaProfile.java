package io.clipstreams.benchmarks.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where Java code spends its time, by library, from the flight recorder's samples of running
 * threads. A sample belongs to the innermost frame that is not the JDK's own: what a library makes
 * the JDK do is counted as the library's. Native code is not sampled.
 */
final class JavaProfile {

  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final String JDK_ALONE = "the JDK alone";

  /** The first prefix that fits. */
  private static final Map<String, String> LIBRARIES = libraries();

  private final Recording recording = new Recording();

  private static Map<String, String> libraries() {
    Map<String, String> libraries = new LinkedHashMap<>();
    libraries.put("io.clipstreams.schemas.registry", "registry client");
    libraries.put("io.clipstreams.schemas", "Avro");
    libraries.put("org.apache.avro", "Avro");
    libraries.put("io.clipstreams.topology.fetch", "our fetching");
    libraries.put("io.clipstreams.topology.inflight", "our bookkeeping");
    libraries.put("io.clipstreams.topology.labels", "our scoring");
    libraries.put("io.clipstreams.topology", "our other code");
    libraries.put("io.clipstreams.model", "decode and model");
    libraries.put("ai.djl", "decode and model");
    libraries.put("io.clipstreams.benchmarks", "the measurement");
    libraries.put("software.amazon.awssdk", "AWS SDK");
    libraries.put("org.reactivestreams", "AWS SDK");
    libraries.put("io.netty", "Netty");
    libraries.put("org.apache.kafka.streams", "Kafka Streams");
    libraries.put("org.apache.kafka", "Kafka's clients");
    libraries.put("org.slf4j", "logging");
    libraries.put("ch.qos.logback", "logging");
    return libraries;
  }

  void begin() {
    recording.enable(SAMPLE).withPeriod(PERIOD);
    recording.start();
  }

  /** Samples by library. */
  Map<String, Long> end() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("line", ".jfr");
    try {
      recording.dump(file);
      Map<String, Long> samples = new TreeMap<>();
      for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          samples.merge(library(event), 1L, Long::sum);
        }
      }
      return samples;
    } finally {
      recording.close();
      Files.delete(file);
    }
  }

  private static String library(RecordedEvent sample) {
    for (RecordedFrame frame : sample.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      for (Map.Entry<String, String> library : LIBRARIES.entrySet()) {
        if (type.startsWith(library.getKey() + ".")) {
          return library.getValue();
        }
      }
    }
    return JDK_ALONE;
  }
}
