package io.clipstreams.topology.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * The reference of all settings as Markdown, made of {@link ClipStreamsConfig#definition()} alone:
 * so there is no setting that it does not name.
 */
public final class ConfigReference {

  private static final String INTRODUCTION =
      """
      # Configuration

      Settings come from a properties file, then from environment variables (`bootstrap.servers` is \
      `CLIP_STREAMS_BOOTSTRAP_SERVERS`), then from the command line (`--set key=value`); the later \
      wins. An unknown setting fails at the start. `clip-streams config check FILE` says whether a \
      file is right, and `clip-streams config` prints this page.

      Besides what stands below, these go through as they are:

      | prefix | goes to |
      | --- | --- |
      | `streams.` | Kafka Streams, without the prefix |
      | `consumer.`, `producer.` | its clients, without the prefix |
      | `security.`, `ssl.`, `sasl.` | all Kafka clients, the command line's own included |
      | `schema.registry.` | the registry's client, as Confluent's keys are written, `schema.registry.ssl.*` among them |
      | `s3.sdk.` | the AWS SDK, without the prefix, as in its own configuration file: `s3.sdk.role_arn`, `s3.sdk.use_dualstack_endpoint`; dots are underscores |
      """;

  private ConfigReference() {}

  /** The page, with a heading for each setting. */
  public static String markdown() {
    List<String> lines = new ArrayList<>(INTRODUCTION.stripTrailing().lines().toList());
    for (Map.Entry<String, ConfigDef> section : ClipStreamsConfig.sections().entrySet()) {
      lines.add("");
      lines.add("## " + section.getKey());
      section.getValue().configKeys().values().forEach(key -> describe(key, lines));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void describe(ConfigKey key, List<String> lines) {
    lines.add("");
    lines.add("### `" + key.name + "`");
    lines.add("");
    lines.add(key.documentation);
    lines.add("");
    List<String> facts = new ArrayList<>();
    facts.add(key.type.toString().toLowerCase(Locale.ROOT));
    facts.add(key.hasDefault() ? "default " + defaultOf(key) : "required");
    if (key.validator != null) {
      facts.add("allowed: " + key.validator);
    }
    facts.add("importance " + key.importance.toString().toLowerCase(Locale.ROOT));
    lines.add("*" + String.join("; ", facts) + "*");
  }

  private static String defaultOf(ConfigKey key) {
    if (key.defaultValue == null || key.type == Type.PASSWORD) {
      return "none";
    }
    String value = ConfigDef.convertToString(key.defaultValue, key.type);
    return value.isEmpty() ? "empty" : "`" + value + "`";
  }
}
