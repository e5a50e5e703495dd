package io.clipstreams.schemas.registry;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * How to reach the registry, by the keys that Confluent's clients have. As there, every key but the
 * URL can be given with the prefix {@code schema.registry.} too, and TLS is configured by Kafka's
 * own {@code ssl.*} keys behind that prefix.
 */
public final class RegistryConfig extends AbstractConfig {

  public static final String URL = "schema.registry.url";
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
  public static final String USER_INFO = "basic.auth.user.info";
  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT = "http.read.timeout.ms";
  public static final String MAX_RETRIES = "max.retries";
  public static final String RETRIES_WAIT = "retries.wait.ms";
  public static final String RETRIES_MAX_WAIT = "retries.max.wait.ms";

  private static final String PREFIX = "schema.registry.";
  private static final String SSL_PREFIX = PREFIX + "ssl.";
  private static final String FROM_URL = "URL";
  private static final String FROM_USER_INFO = "USER_INFO";

  public RegistryConfig(Map<String, ?> settings) {
    super(definition(), unprefixed(settings), false);
  }

  /** The keys, with their documentation. */
  public static ConfigDef definition() {
    return new ConfigDef()
        .define(
            URL,
            Type.LIST,
            NO_DEFAULT_VALUE,
            HIGH,
            "Addresses of the schema registry, comma separated. All must lead to the same registry;"
                + " when one does not answer the next is asked.")
        .define(
            CREDENTIALS_SOURCE,
            Type.STRING,
            FROM_URL,
            ValidString.in(FROM_URL, FROM_USER_INFO),
            MEDIUM,
            "Where the user name and password are: URL (http://user:password@host) or USER_INFO"
                + " (the key "
                + USER_INFO
                + ").")
        .define(USER_INFO, Type.PASSWORD, null, MEDIUM, "User name and password, as user:password.")
        .define(
            CONNECT_TIMEOUT,
            Type.INT,
            10_000,
            atLeast(1),
            LOW,
            "How long connecting may take, in milliseconds.")
        .define(
            READ_TIMEOUT,
            Type.INT,
            30_000,
            atLeast(1),
            LOW,
            "How long an answer may take, in milliseconds.")
        .define(
            MAX_RETRIES,
            Type.INT,
            3,
            atLeast(0),
            LOW,
            "How often a request is repeated after I/O errors and after 408, 429 and 5xx, once all"
                + " addresses have failed.")
        .define(
            RETRIES_WAIT,
            Type.INT,
            1_000,
            atLeast(0),
            LOW,
            "Pause before the first retry, in milliseconds; it doubles each time.")
        .define(
            RETRIES_MAX_WAIT,
            Type.INT,
            20_000,
            atLeast(0),
            LOW,
            "Longest pause between retries, in milliseconds.");
  }

  private static Map<String, Object> unprefixed(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX)) {
            all.putIfAbsent(key.substring(PREFIX.length()), value);
          }
        });
    return all;
  }

  List<RegistryAddress> addresses() {
    List<String> urls = getList(URL);
    if (urls.isEmpty()) {
      throw new ConfigException(URL, urls, "names no address");
    }
    return urls.stream().map(this::address).toList();
  }

  private RegistryAddress address(String url) {
    URI uri;
    try {
      uri = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      // Neither the text nor the parser's message is repeated: it can hold a password.
      throw new ConfigException(URL + ": one of the addresses is not a valid URL");
    }
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw new ConfigException(URL + ": each address must be http:// or https:// and name a host");
    }
    Optional<String> userInfo =
        getString(CREDENTIALS_SOURCE).equals(FROM_URL)
            ? Optional.ofNullable(uri.getUserInfo())
            : Optional.of(configuredUserInfo());
    return RegistryAddress.of(uri, userInfo);
  }

  private String configuredUserInfo() {
    Password userInfo = getPassword(USER_INFO);
    if (userInfo == null || !userInfo.value().contains(":")) {
      throw new ConfigException(
          USER_INFO
              + " must be user:password when "
              + CREDENTIALS_SOURCE
              + " is "
              + FROM_USER_INFO);
    }
    return userInfo.value();
  }

  Duration connectTimeout() {
    return Duration.ofMillis(getInt(CONNECT_TIMEOUT));
  }

  Duration readTimeout() {
    return Duration.ofMillis(getInt(READ_TIMEOUT));
  }

  Backoff backoff() {
    return new Backoff(getInt(MAX_RETRIES), getInt(RETRIES_WAIT), getInt(RETRIES_MAX_WAIT));
  }

  /** Present when any {@code schema.registry.ssl.*} key is given. */
  Optional<SSLContext> sslContext() {
    Map<String, Object> ssl = new HashMap<>();
    originals()
        .forEach(
            (key, value) -> {
              if (key.startsWith(SSL_PREFIX)) {
                ssl.put(key.substring(PREFIX.length()), value);
              }
            });
    if (ssl.isEmpty()) {
      return Optional.empty();
    }
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(
          new AbstractConfig(new ConfigDef().withClientSslSupport(), ssl, false).values());
      return Optional.of(factory.sslContext());
    }
  }
}
