package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How objects are read.
 *
 * @param endpoint of a store that is not AWS
 * @param region of the buckets; empty asks the SDK's default chain
 * @param credentials fixed keys; empty asks the SDK's default chain
 * @param pathStyle whether the bucket stands in the path instead of the host name
 * @param timeout of one attempt to read an object
 * @param connectTimeout of one connection
 * @param maxConnections at a time
 * @param buckets that are read; empty: any of the endpoint's
 * @param sdk settings of the SDK's own, as in its configuration file
 */
public record S3Settings(
    Optional<URI> endpoint,
    Optional<String> region,
    Optional<Credentials> credentials,
    boolean pathStyle,
    Duration timeout,
    Duration connectTimeout,
    int maxConnections,
    Set<String> buckets,
    Map<String, String> sdk) {

  public static final String ENDPOINT = "s3.endpoint";
  public static final String REGION = "s3.region";
  public static final String ACCESS_KEY = "s3.access.key";
  public static final String SECRET_KEY = "s3.secret.key";
  public static final String PATH_STYLE = "s3.path.style";
  public static final String TIMEOUT = "s3.timeout.ms";
  public static final String CONNECT_TIMEOUT = "s3.connect.timeout.ms";
  public static final String MAX_CONNECTIONS = "s3.max.connections";
  public static final String BUCKETS = "s3.buckets";

  /** No ARN: such a bucket can be anywhere, and has to be listed. */
  private static final Pattern PLAIN_BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,254}");

  /** Of keys that go through to the SDK. */
  static final String SDK_PREFIX = "s3.sdk.";

  /** Passwords are never kept as plain settings: those are logged. */
  private static final Set<String> SDK_CREDENTIALS =
      Set.of("aws_access_key_id", "aws_secret_access_key", "aws_session_token");

  private static final ConfigDef.Validator HTTP_URI =
      LambdaValidator.with(S3Settings::requireHttp, () -> "an http:// or https:// address");

  public S3Settings {
    sdk = Map.copyOf(sdk);
    buckets = Set.copyOf(buckets);
  }

  /** Whether objects of this bucket may be read. */
  public boolean allows(String bucket) {
    return buckets.isEmpty() ? PLAIN_BUCKET.matcher(bucket).matches() : buckets.contains(bucket);
  }

  /** A fixed pair of keys. */
  public record Credentials(String accessKey, Password secretKey) {}

  static void define(ConfigDef def) {
    def.define(
            ENDPOINT,
            Type.STRING,
            null,
            HTTP_URI,
            HIGH,
            "Address of the S3 server; without it AWS's own for the region.")
        .define(
            REGION,
            Type.STRING,
            null,
            HIGH,
            "Region of the buckets; without it as the AWS SDK finds it (environment, profile).")
        .define(
            ACCESS_KEY,
            Type.STRING,
            null,
            HIGH,
            "Access key; without it credentials as the AWS SDK finds them (environment, profile,"
                + " instance role).")
        .define(
            SECRET_KEY, Type.PASSWORD, null, HIGH, "Secret key that belongs to " + ACCESS_KEY + ".")
        .define(
            PATH_STYLE,
            Type.BOOLEAN,
            false,
            MEDIUM,
            "Write the bucket into the path instead of the host name; most servers other than AWS"
                + " want it.")
        .define(
            TIMEOUT,
            Type.LONG,
            60_000L,
            Range.atLeast(1),
            MEDIUM,
            "How long one attempt to read an object may take, in milliseconds.")
        .define(
            CONNECT_TIMEOUT,
            Type.LONG,
            5_000L,
            Range.atLeast(1),
            LOW,
            "How long connecting may take, in milliseconds.")
        .define(
            MAX_CONNECTIONS,
            Type.INT,
            128,
            Range.atLeast(1),
            LOW,
            "Connections to the S3 server at a time.")
        .define(
            BUCKETS,
            Type.LIST,
            List.of(),
            HIGH,
            "Buckets whose images are read, comma separated; empty: any bucket of the server that"
                + " the credentials can read. An access point has to be listed by its ARN.");
  }

  private static void requireHttp(String key, Object value) {
    if (value == null) {
      return;
    }
    String text = (String) value;
    if (!text.matches("https?://[^/\\s]+.*")) {
      throw new ConfigException(key, text, "must begin with http:// or https:// and name a host");
    }
    try {
      URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(key, text, e.getMessage());
    }
  }

  static S3Settings from(AbstractConfig config) {
    return new S3Settings(
        Optional.ofNullable(config.getString(ENDPOINT)).map(URI::create),
        Optional.ofNullable(config.getString(REGION)),
        credentials(config.getString(ACCESS_KEY), config.getPassword(SECRET_KEY)),
        config.getBoolean(PATH_STYLE),
        Duration.ofMillis(config.getLong(TIMEOUT)),
        Duration.ofMillis(config.getLong(CONNECT_TIMEOUT)),
        config.getInt(MAX_CONNECTIONS),
        Set.copyOf(config.getList(BUCKETS)),
        sdk(config));
  }

  /** In an environment variable's name there are no dots; the SDK's names have underscores only. */
  private static Map<String, String> sdk(AbstractConfig config) {
    Map<String, String> settings = new HashMap<>();
    config
        .originalsWithPrefix(SDK_PREFIX)
        .forEach(
            (name, value) -> {
              String text = String.valueOf(value);
              if (!name.matches("[A-Za-z0-9_.]+") || text.matches("(?s).*\\R.*")) {
                throw new ConfigException(
                    SDK_PREFIX + name + " is not a name and a value in one line");
              }
              String theirs = name.replace('.', '_');
              if (SDK_CREDENTIALS.contains(theirs)) {
                throw new ConfigException(
                    "Write %s and %s instead of %s%s"
                        .formatted(ACCESS_KEY, SECRET_KEY, SDK_PREFIX, name));
              }
              settings.put(theirs, text);
            });
    return settings;
  }

  private static Optional<Credentials> credentials(String accessKey, Password secretKey) {
    if ((accessKey == null) != (secretKey == null)) {
      throw new ConfigException(ACCESS_KEY + " and " + SECRET_KEY + " must be given together");
    }
    return Optional.ofNullable(accessKey).map(key -> new Credentials(key, secretKey));
  }
}
