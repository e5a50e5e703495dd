package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.Objects;
import java.util.OptionalInt;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Where the process answers probes and Prometheus, and serves the console.
 *
 * @param host the address to listen on
 * @param port to listen on, 0 for any that is free; empty: nowhere
 */
public record HttpSettings(String host, OptionalInt port) {

  public static final String HOST = "http.host";
  public static final String PORT = "http.port";

  private static final int OFF = -1;
  private static final int HIGHEST_PORT = 65_535;

  public HttpSettings {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(port, "port");
  }

  static void define(ConfigDef def) {
    def.define(
            PORT,
            Type.INT,
            8080,
            Range.between(OFF, HIGHEST_PORT),
            HIGH,
            "Port that answers /health/live, /health/ready, /metrics and /info, and serves the"
                + " console at /; 0 takes any that is free and logs it, -1 answers nowhere.")
        .define(
            HOST,
            Type.STRING,
            "0.0.0.0",
            new NonEmptyString(),
            MEDIUM,
            "Address on which that port listens; 0.0.0.0 is all of them. There is no login for"
                + " reading: whoever reaches it can read metrics and names of topics and label"
                + " sets and, with embeddings.enabled, search the stored images and, where"
                + " console.enabled, see what the console shows.");
  }

  static HttpSettings from(AbstractConfig config) {
    int port = config.getInt(PORT);
    return new HttpSettings(
        config.getString(HOST), port == OFF ? OptionalInt.empty() : OptionalInt.of(port));
  }
}
