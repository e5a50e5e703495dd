package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * The page that shows the stream and steers it.
 *
 * @param enabled whether it is served, where anything is
 * @param token who knows it may change things; empty: nobody may
 */
public record ConsoleSettings(boolean enabled, Optional<Password> token) {

  public static final String ENABLED = "console.enabled";
  public static final String TOKEN = "console.token";

  /** Shorter ones can be guessed. */
  private static final int LEAST_TOKEN = 16;

  public ConsoleSettings {
    Objects.requireNonNull(token, "token");
  }

  static void define(ConfigDef def) {
    def.define(
            ENABLED,
            Type.BOOLEAN,
            true,
            MEDIUM,
            "Whether http.port also serves the console: images as they are classified, rates, label"
                + " sets, dead letters, search. Whoever reaches the port can see them.")
        .define(
            TOKEN,
            Type.PASSWORD,
            null,
            MEDIUM,
            "Who gives this token in the console may publish label sets and replay dead letters; at"
                + " least 16 characters. Without it the console only shows.");
  }

  static ConsoleSettings from(AbstractConfig config) {
    Optional<Password> token = Optional.ofNullable(config.getPassword(TOKEN));
    if (token.isPresent() && token.get().value().length() < LEAST_TOKEN) {
      throw new ConfigException(
          TOKEN, Password.HIDDEN, "must have at least %d characters".formatted(LEAST_TOKEN));
    }
    return new ConsoleSettings(config.getBoolean(ENABLED), token);
  }
}
