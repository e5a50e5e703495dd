package io.clipstreams.cli.demo;

import io.clipstreams.cli.common.CheckpointOptions;
import io.clipstreams.cli.common.CleanStop;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.ops.Operations;
import io.clipstreams.model.ClipModel;
import io.clipstreams.quickstart.LocalServers;
import io.clipstreams.topology.ClipStreamsApp;
import io.clipstreams.topology.Topics;
import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.ConsoleSettings;
import io.clipstreams.topology.config.HistorySettings;
import io.clipstreams.topology.config.HttpSettings;
import io.clipstreams.topology.config.KafkaSettings;
import io.clipstreams.topology.config.S3Settings;
import io.clipstreams.topology.config.TopicSettings;
import io.clipstreams.topology.config.WantedSettings;
import io.clipstreams.topology.labels.LabelSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * All that the demo runs: broker, registry and S3 on this machine, and the application in this
 * process.
 */
record DemoStack(LocalServers servers, Cluster cluster, Operations operations, ClipStreamsApp app) {

  static final String BUCKET = "images";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /**
   * Starts everything; what was started closes with {@code stop}.
   *
   * @param checkpoint the model, which is loaded while the servers start
   */
  static DemoStack start(
      DemoFolder folder, CheckpointOptions checkpoint, CleanStop stop, DemoOutput output)
      throws InterruptedException {
    CompletableFuture<ClipModel> model =
        CompletableFuture.supplyAsync(
            checkpoint::load, task -> new Thread(task, "load-model").start());
    LocalServers servers =
        stop.add(
            LocalServers.start(
                folder.path(),
                (server, took, address) ->
                    output.progress(
                        "  %-9s %s (%.1f s)".formatted(server, address, took.toMillis() / 1e3))));
    Map<String, String> settings = settings(servers, folder);
    settings.putAll(checkpoint.settings());
    folder.writeConfig(settings);
    Cluster cluster = new Cluster(new ClipStreamsConfig(settings));
    Operations operations = stop.add(Operations.start(cluster.config()));
    createTopics(cluster);
    servers.s3().createBucket(BUCKET);
    ClipStreamsApp app = startApp(model, operations, stop, output);
    return new DemoStack(servers, cluster, operations, app);
  }

  private static Map<String, String> settings(LocalServers servers, DemoFolder folder) {
    Map<String, String> settings = new HashMap<>();
    settings.put(KafkaSettings.BOOTSTRAP_SERVERS, servers.kafka().bootstrapServers());
    settings.put("schema.registry.url", servers.registry().url());
    settings.put(S3Settings.ENDPOINT, servers.s3().endpoint().toString());
    settings.put(S3Settings.REGION, servers.s3().region());
    settings.put(S3Settings.ACCESS_KEY, servers.s3().accessKey());
    settings.put(S3Settings.SECRET_KEY, servers.s3().secretKey());
    settings.put(S3Settings.PATH_STYLE, "true");
    settings.put(KafkaSettings.APPLICATION_ID, "clip-streams-demo");
    settings.put(KafkaSettings.STATE_DIR, folder.path().resolve("state").toString());
    settings.put(HttpSettings.HOST, "127.0.0.1");
    settings.put(HttpSettings.PORT, "0");
    settings.put(ConsoleSettings.TOKEN, newToken());
    settings.put(TopicSettings.PARTITIONS, "4");
    settings.put(WantedSettings.DEFAULT_SET, DemoLabelSets.NAME);
    settings.put(LabelSettings.TOPIC_PREFIX, "labels.");
    settings.put(HistorySettings.ENABLED, "true");
    return settings;
  }

  private static String newToken() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static void createTopics(Cluster cluster) throws InterruptedException {
    try (Admin admin = Admin.create(cluster.connection())) {
      Topics.create(admin, cluster.topics());
    }
  }

  private static ClipStreamsApp startApp(
      CompletableFuture<ClipModel> model, Operations operations, CleanStop stop, DemoOutput output)
      throws InterruptedException {
    long begin = System.nanoTime();
    ClipStreamsApp app =
        stop.add(
            ClipStreamsApp.open(operations.config(), () -> await(model), operations.observer()));
    operations.follow(app);
    app.start();
    if (!app.awaitReady(START_LIMIT)) {
      throw new CliException(
          "the application is not ready after %d s%s"
              .formatted(
                  START_LIMIT.toSeconds(),
                  app.failure().isDone() ? ": " + app.failure().join().getMessage() : ""));
    }
    output.progress(
        "  model and application (%.1f s)".formatted((System.nanoTime() - begin) / 1e9));
    return app;
  }

  private static ClipModel await(CompletableFuture<ClipModel> model) {
    try {
      return model.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CliException reason ? reason : e;
    }
  }

  /** Where it answers probes and Prometheus. */
  String operationsUrl() {
    return operations.url().orElseThrow();
  }

  /** The console, unlocked: what follows the # is for the browser alone. */
  String consoleUrl() {
    String token = cluster.config().console().token().orElseThrow().value();
    return operations.consoleUrl().orElseThrow() + "#token=" + token;
  }

  /** Serves until the application fails; answers with the reason. */
  CliException failure() {
    Throwable reason = app.failure().join();
    return new CliException("the application cannot go on: " + reason.getMessage(), reason);
  }
}
