package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/**
 * How the log is written.
 *
 * @param json whether each line is a JSON object
 */
public record LogSettings(boolean json) {

  public static final String FORMAT = "log.format";

  private static final String TEXT = "text";
  private static final String JSON = "json";

  static void define(ConfigDef def) {
    def.define(
        FORMAT,
        Type.STRING,
        TEXT,
        ValidString.in(TEXT, JSON),
        MEDIUM,
        "How run writes its log to stderr: text for people, or json, an object on each line.");
  }

  static LogSettings from(AbstractConfig config) {
    return new LogSettings(config.getString(FORMAT).equals(JSON));
  }
}
