package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;

/**
 * How the application takes part in the cluster.
 *
 * @param bootstrapServers the brokers, comma separated
 * @param applicationId names the consumer group, internal topics and transactions
 * @param stateDir the folder of this process, kept between starts
 * @param streamThreads how many threads read and write Kafka
 * @param processingGuarantee {@code exactly_once_v2} or {@code at_least_once}
 * @param commitInterval how often results become visible
 * @param sessionTimeout after which a silent instance's partitions go to others
 * @param applicationServer where the other instances reach this one's HTTP port, as host:port;
 *     empty: nowhere
 * @param leaveGroupOnClose whether a clean stop gives the partitions away at once
 * @param closeTimeout how long a clean stop may take
 */
public record KafkaSettings(
    String bootstrapServers,
    String applicationId,
    Path stateDir,
    int streamThreads,
    String processingGuarantee,
    Duration commitInterval,
    Duration sessionTimeout,
    Optional<String> applicationServer,
    boolean leaveGroupOnClose,
    Duration closeTimeout) {

  public static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  public static final String APPLICATION_ID = "application.id";
  public static final String STATE_DIR = "state.dir";
  public static final String STREAM_THREADS = "num.stream.threads";
  public static final String PROCESSING_GUARANTEE = "processing.guarantee";
  public static final String COMMIT_INTERVAL = "commit.interval.ms";
  public static final String SESSION_TIMEOUT = "session.timeout.ms";
  public static final String APPLICATION_SERVER = "application.server";
  public static final String LEAVE_GROUP = "group.leave.on.close";
  public static final String CLOSE_TIMEOUT = "close.timeout.ms";

  private static final ConfigDef.Validator HOST_AND_PORT_OR_NONE =
      LambdaValidator.with(
          (key, value) -> {
            String text = (String) value;
            String host = text.isEmpty() ? "none" : Utils.getHost(text);
            if (host == null || host.isEmpty()) {
              throw new ConfigException(key, value, "must be host:port");
            }
          },
          () -> "host:port, or empty");

  static void define(ConfigDef def) {
    def.define(
            BOOTSTRAP_SERVERS,
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new NonEmptyString(),
            HIGH,
            "The Kafka brokers to connect to first, as host:port, comma separated.")
        .define(
            APPLICATION_ID,
            Type.STRING,
            "clip-streams",
            new NonEmptyString(),
            HIGH,
            "Names the consumer group, the internal topics and the transactions. All instances"
                + " that share the work have the same.")
        .define(
            STATE_DIR,
            Type.STRING,
            "clip-streams-state",
            new NonEmptyString(),
            HIGH,
            "A folder of this instance alone that stays between starts: it holds the instance's"
                + " name in the group, so that a restart takes its partitions up again at once.")
        .define(
            STREAM_THREADS,
            Type.INT,
            1,
            atLeast(1),
            MEDIUM,
            "Threads that read and write Kafka. One is enough for hundreds of images a second;"
                + " fetching, decoding and the model have threads of their own.")
        .define(
            PROCESSING_GUARANTEE,
            Type.STRING,
            "exactly_once_v2",
            ValidString.in("exactly_once_v2", "at_least_once"),
            HIGH,
            "exactly_once_v2: consumers that read committed records see exactly one answer for"
                + " each reference. at_least_once: answers come sooner, some twice after a crash.")
        .define(
            COMMIT_INTERVAL,
            Type.LONG,
            100L,
            atLeast(1),
            MEDIUM,
            "How often transactions are committed, in milliseconds; a part of the latency. When no"
                + " image is under way, answers are committed at once, at most every half"
                + " interval.")
        .define(
            SESSION_TIMEOUT,
            Type.INT,
            15_000,
            atLeast(1_000),
            MEDIUM,
            "How long an instance may be silent, in milliseconds, before its partitions go to"
                + " others. The broker limits the range.")
        .define(
            APPLICATION_SERVER,
            Type.STRING,
            "",
            HOST_AND_PORT_OR_NONE,
            MEDIUM,
            "Where the other instances reach this one's http.port, as host:port: a search asks them"
                + " all. Empty: 'clip-streams run' takes http.host, or where that is all addresses"
                + " the machine's own.")
        .define(
            LEAVE_GROUP,
            Type.BOOLEAN,
            false,
            MEDIUM,
            "Leave the consumer group when closing. For scaling in; without it an instance that"
                + " restarts within the session timeout gets its partitions back without a"
                + " rebalance.")
        .define(
            CLOSE_TIMEOUT,
            Type.LONG,
            30_000L,
            atLeast(0),
            LOW,
            "How long a clean stop may take, in milliseconds.");
  }

  static KafkaSettings from(AbstractConfig config) {
    return new KafkaSettings(
        config.getString(BOOTSTRAP_SERVERS),
        config.getString(APPLICATION_ID),
        Path.of(config.getString(STATE_DIR)),
        config.getInt(STREAM_THREADS),
        config.getString(PROCESSING_GUARANTEE),
        Duration.ofMillis(config.getLong(COMMIT_INTERVAL)),
        Duration.ofMillis(config.getInt(SESSION_TIMEOUT)),
        Optional.of(config.getString(APPLICATION_SERVER)).filter(text -> !text.isEmpty()),
        config.getBoolean(LEAVE_GROUP),
        Duration.ofMillis(config.getLong(CLOSE_TIMEOUT)));
  }
}
