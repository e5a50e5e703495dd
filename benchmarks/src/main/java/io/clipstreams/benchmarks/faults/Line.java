package io.clipstreams.benchmarks.faults;

import io.clipstreams.topology.Topics;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * One application with topics of its own, on servers that several can share: its settings, and its
 * instances.
 */
public final class Line {

  /** The least that the broker allows by default. */
  static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);

  /** The set by which all images are judged. */
  static final String LABEL_SET = "things";

  private final String name;
  private final Path folder;
  private final Map<String, String> settings;
  private final ClipStreamsConfig config;

  /**
   * @param name of the application, and how its topics begin
   * @param more settings of the application
   */
  public Line(FaultServers servers, String name, Path folder, Map<String, String> more) {
    this.name = name;
    this.folder = folder;
    this.settings = new HashMap<>(settings(servers, name));
    this.settings.putAll(more);
    this.config = new ClipStreamsConfig(this.settings);
  }

  private static Map<String, String> settings(FaultServers servers, String name) {
    return Map.ofEntries(
        Map.entry("application.id", name),
        Map.entry("topic.images", name + ".images"),
        Map.entry("topic.label.sets", name + ".label-sets"),
        Map.entry("topic.label.vectors", name + ".label-vectors"),
        Map.entry("topic.classifications", name + ".classifications"),
        Map.entry("topic.dead.letters", name + ".dead-letters"),
        Map.entry("topics.partitions", "4"),
        Map.entry("bootstrap.servers", servers.kafka().bootstrapServers()),
        Map.entry("schema.registry.url", servers.registry().url()),
        Map.entry("s3.endpoint", servers.proxy().endpoint().toString()),
        Map.entry("s3.region", servers.s3().region()),
        Map.entry("s3.access.key", servers.s3().accessKey()),
        Map.entry("s3.secret.key", servers.s3().secretKey()),
        Map.entry("s3.path.style", "true"),
        Map.entry("s3.timeout.ms", "20000"),
        Map.entry("labels.default.set", LABEL_SET),
        Map.entry("session.timeout.ms", Long.toString(SESSION_TIMEOUT.toMillis())),
        Map.entry("group.leave.on.close", "true"),
        // So that both sides calculate alike, whatever the processor.
        Map.entry("model.precision", "float32"),
        Map.entry("model.threads", "1"),
        Map.entry("image.max.bytes", "4000000"),
        Map.entry("image.max.pixels", "8000000"),
        Map.entry("inflight.max.bytes", "32000000"),
        // Longer than all outages together: expected dead letters follow from the inputs alone.
        Map.entry("fetch.retry.ms", "7200000"),
        Map.entry("fetch.backoff.max.ms", "2000"));
  }

  /** The settings as the application has them, but for {@code state.dir}. */
  public ClipStreamsConfig config() {
    return config;
  }

  /** The settings of an instance in this process. */
  public ClipStreamsConfig config(Path stateDir) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("state.dir", stateDir.toString());
    return new ClipStreamsConfig(all);
  }

  /** Creates the topics. */
  public void createTopics() throws InterruptedException {
    try (Admin admin = Admin.create(config.clientSettings())) {
      Topics.create(admin, config.topics());
    }
  }

  /** An instance, not started. */
  public AppInstance instance(String instance, AppProgram program) {
    return new AppInstance(name + "-" + instance, folder.resolve(instance), program, settings);
  }
}
