package io.clipstreams.cli;

import io.clipstreams.cli.common.Cluster;
import io.clipstreams.cli.common.Logging;
import io.clipstreams.cli.common.Verbosity;
import io.clipstreams.quickstart.Broker;
import io.clipstreams.quickstart.BrokerSecurity;
import io.clipstreams.quickstart.LocalKafka;
import io.clipstreams.quickstart.LocalServers;
import io.clipstreams.quickstart.testing.AuthenticatingProxy;
import io.clipstreams.quickstart.testing.TestCertificate;
import io.clipstreams.quickstart.testing.TestKafka;
import io.clipstreams.topology.config.ClipStreamsConfig;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/** Real servers, and the configuration file by which commands reach them. */
public final class RunningServers implements AutoCloseable {

  private static final String KAFKA_PASSWORD = "the-password-of-kafka";
  private static final String REGISTRY_PASSWORD = "the-password-of-the-registry";

  private final LocalServers servers;
  private final Map<String, String> settings = new HashMap<>();
  private final Path config;

  private final Closeable beside;

  /**
   * Starts them.
   *
   * @param settings of the application, beside addresses and keys
   */
  public RunningServers(Path folder, Map<String, String> settings) throws IOException {
    this(folder, startAll(folder, TestKafka::start), settings, () -> {});
  }

  /**
   * Starts such as other people's clusters have: Kafka with SASL_SSL, the registry with TLS and
   * basic authentication.
   */
  public static RunningServers secured(Path folder, Map<String, String> settings)
      throws IOException, GeneralSecurityException, InterruptedException {
    TestCertificate certificate = TestCertificate.create(folder, List.of("ip:127.0.0.1"));
    BrokerSecurity security =
        new BrokerSecurity(
            certificate.keyStore(),
            certificate.trustStore(),
            TestCertificate.PASSWORD,
            "clip-streams",
            KAFKA_PASSWORD);
    LocalServers servers = startAll(folder, dir -> LocalKafka.start(dir, security));
    String userInfo = "clip-streams:" + REGISTRY_PASSWORD;
    AuthenticatingProxy registry =
        AuthenticatingProxy.start(URI.create(servers.registry().url()), userInfo, certificate);
    Map<String, String> all = new HashMap<>(settings);
    all.put("security.protocol", "SASL_SSL");
    all.put("sasl.mechanism", "PLAIN");
    all.put("sasl.jaas.config", security.clientJaasConfig());
    trust(all, "", certificate);
    all.put("schema.registry.url", registry.url().toString());
    all.put("basic.auth.credentials.source", "USER_INFO");
    all.put("basic.auth.user.info", userInfo);
    trust(all, "schema.registry.", certificate);
    return new RunningServers(folder, servers, all, registry::close);
  }

  private static void trust(
      Map<String, String> settings, String prefix, TestCertificate certificate) {
    settings.put(prefix + "ssl.truststore.type", "PKCS12");
    settings.put(prefix + "ssl.truststore.location", certificate.trustStore().toString());
    settings.put(prefix + "ssl.truststore.password", TestCertificate.PASSWORD);
  }

  private static LocalServers startAll(Path folder, Function<Path, Broker> broker) {
    // Before several threads log at once: the first of them would find no backend yet.
    Logging.configure(Verbosity.QUIET);
    return LocalServers.start(folder, (server, took, address) -> {}, broker);
  }

  private RunningServers(
      Path folder, LocalServers servers, Map<String, String> settings, Closeable beside)
      throws IOException {
    this.servers = servers;
    this.beside = beside;
    this.settings.put("bootstrap.servers", servers.kafka().bootstrapServers());
    this.settings.put("schema.registry.url", servers.registry().url());
    this.settings.put("s3.endpoint", servers.s3().endpoint().toString());
    this.settings.put("s3.region", servers.s3().region());
    this.settings.put("s3.access.key", servers.s3().accessKey());
    this.settings.put("s3.secret.key", servers.s3().secretKey());
    this.settings.put("s3.path.style", "true");
    this.settings.put("topics.partitions", "2");
    this.settings.putAll(settings);
    config = folder.resolve("clip-streams.properties");
    Properties properties = new Properties();
    properties.putAll(this.settings);
    try (Writer writer = Files.newBufferedWriter(config)) {
      properties.store(writer, null);
    }
  }

  /** What no log may hold. */
  List<String> secrets() {
    return List.of(
        KAFKA_PASSWORD, REGISTRY_PASSWORD, TestCertificate.PASSWORD, servers.s3().secretKey());
  }

  public LocalServers servers() {
    return servers;
  }

  public Cluster cluster() {
    return new Cluster(new ClipStreamsConfig(settings));
  }

  /** Runs a command against them. */
  public CommandRun run(String... args) {
    return CommandRun.of(
        Stream.concat(Arrays.stream(args), Stream.of("--config", config.toString()))
            .toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    try (servers) {
      beside.close();
    }
  }
}
