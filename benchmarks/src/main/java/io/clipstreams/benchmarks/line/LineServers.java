package io.clipstreams.benchmarks.line;

import io.clipstreams.quickstart.ChildJvm;
import io.clipstreams.quickstart.ChildKafka;
import io.clipstreams.quickstart.LocalRegistry;
import io.clipstreams.topology.config.KafkaSettings;
import io.clipstreams.topology.config.S3Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Broker, registry and S3, each in a process of its own. One thread uses it. */
final class LineServers implements AutoCloseable {

  static final String BUCKET = "photos";

  /** How long the distant S3 takes to answer. */
  static final Duration DISTANCE = Duration.ofMillis(30);

  private static final List<String> S3_OPTIONS = List.of("-Xmx512m", "-XX:+UseSerialGC");

  private final ChildKafka kafka;
  private final LocalRegistry registry;
  private final ChildJvm s3;
  private final S3Process.Address s3Address;

  private LineServers(
      ChildKafka kafka, LocalRegistry registry, ChildJvm s3, S3Process.Address s3Address) {
    this.kafka = kafka;
    this.registry = registry;
    this.s3 = s3;
    this.s3Address = s3Address;
  }

  static LineServers start(Path folder) throws IOException {
    Path address = Files.createDirectories(folder).resolve("s3-address.json");
    ChildJvm s3 =
        Java.start(
            "s3",
            S3Process.class,
            S3_OPTIONS,
            List.of(
                folder.resolve("s3").toString(),
                BUCKET,
                Long.toString(DISTANCE.toMillis()),
                address.toString()),
            address);
    ChildKafka kafka = null;
    try {
      kafka = ChildKafka.start(folder.resolve("kafka"));
      LocalRegistry registry = LocalRegistry.start(folder.resolve("registry"));
      return new LineServers(kafka, registry, s3, Wire.read(address, S3Process.Address.class));
    } catch (IOException | RuntimeException e) {
      s3.close();
      if (kafka != null) {
        kafka.close();
      }
      throw e;
    }
  }

  /**
   * How the application reaches them.
   *
   * @param distant whether S3 answers after {@link #DISTANCE}
   */
  Map<String, String> settings(boolean distant) {
    Map<String, String> settings = new HashMap<>();
    settings.put(KafkaSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers());
    settings.put("schema.registry.url", registry.url());
    settings.put(S3Settings.ENDPOINT, distant ? s3Address.distantEndpoint() : s3Address.endpoint());
    settings.put(S3Settings.REGION, s3Address.region());
    settings.put(S3Settings.ACCESS_KEY, s3Address.accessKey());
    settings.put(S3Settings.SECRET_KEY, s3Address.secretKey());
    settings.put(S3Settings.PATH_STYLE, "true");
    return settings;
  }

  /** Process ids by name. */
  Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    processes.put("broker", kafka.pid());
    processes.put("registry", registry.pid());
    processes.put("s3", s3.pid());
    return processes;
  }

  @Override
  public void close() {
    try (kafka;
        registry;
        s3) {
      // closing them is all there is to do
    }
  }
}
