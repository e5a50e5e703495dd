package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/**
 * Whether and how images are read from {@code https://} addresses.
 *
 * @param enabled whether they are read at all
 * @param hosts that may be asked: {@code host}, {@code *.domain}, either with {@code :port}
 * @param timeout of one attempt to read an image, redirects included
 * @param connectTimeout of one connection
 * @param maxConnections at a time
 */
public record HttpsSettings(
    boolean enabled,
    List<String> hosts,
    Duration timeout,
    Duration connectTimeout,
    int maxConnections) {

  public static final String ENABLED = "https.enabled";
  public static final String HOSTS = "https.hosts";
  public static final String TIMEOUT = "https.timeout.ms";
  public static final String CONNECT_TIMEOUT = "https.connect.timeout.ms";
  public static final String MAX_CONNECTIONS = "https.max.connections";

  private static final String HOST =
      "(\\*\\.)?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?";

  private static final ConfigDef.Validator HOST_LIST =
      LambdaValidator.with(
          HttpsSettings::requireHosts, () -> "host or *.domain, either with :port");

  public HttpsSettings {
    hosts = List.copyOf(hosts);
  }

  static void define(ConfigDef def) {
    def.define(
            ENABLED,
            Type.BOOLEAN,
            false,
            HIGH,
            "Read images from https:// addresses too, of the hosts in "
                + HOSTS
                + ". Never from addresses of this machine or of a private network, whatever a name"
                + " or a redirect leads to.")
        .define(
            HOSTS,
            Type.LIST,
            List.of(),
            HOST_LIST,
            HIGH,
            "Hosts whose images are read, comma separated: images.example.com, or *.example.com for"
                + " all below it. Port 443 unless one is given, as in images.example.com:8443.")
        .define(
            TIMEOUT,
            Type.LONG,
            60_000L,
            Range.atLeast(1),
            MEDIUM,
            "How long one attempt to read an image may take, in milliseconds, with all its"
                + " redirects (at most 3).")
        .define(
            CONNECT_TIMEOUT,
            Type.LONG,
            5_000L,
            Range.atLeast(1),
            LOW,
            "How long connecting to one address may take, in milliseconds.")
        .define(
            MAX_CONNECTIONS,
            Type.INT,
            64,
            Range.atLeast(1),
            LOW,
            "Images that are read from https:// at a time; each has a thread.");
  }

  private static void requireHosts(String key, Object value) {
    for (Object host : (List<?>) value) {
      if (!host.toString().matches(HOST)) {
        throw new ConfigException(key, host, "must be host or *.domain, either with :port");
      }
    }
  }

  static HttpsSettings from(AbstractConfig config) {
    HttpsSettings settings =
        new HttpsSettings(
            config.getBoolean(ENABLED),
            config.getList(HOSTS),
            Duration.ofMillis(config.getLong(TIMEOUT)),
            Duration.ofMillis(config.getLong(CONNECT_TIMEOUT)),
            config.getInt(MAX_CONNECTIONS));
    if (settings.enabled && settings.hosts.isEmpty()) {
      throw new ConfigException(ENABLED + " needs " + HOSTS + ": the hosts that may be asked");
    }
    return settings;
  }
}
