package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import io.clipstreams.topology.source.KeyFilter;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/**
 * Which events of a store name images.
 *
 * @param keys of the objects that are wanted
 */
public record EventSettings(KeyFilter keys) {

  public static final String KEY_PREFIXES = "s3.events.key.prefixes";
  public static final String KEY_SUFFIXES = "s3.events.key.suffixes";

  public EventSettings {
    Objects.requireNonNull(keys, "keys");
  }

  static void define(ConfigDef def) {
    def.define(
            KEY_PREFIXES,
            Type.LIST,
            "",
            LOW,
            "Beginnings of keys, comma separated: of S3 events, also in CloudEvents, only objects"
                + " with one of them are images. Empty: all are.")
        .define(KEY_SUFFIXES, Type.LIST, "", LOW, "The same for ends of keys, such as .jpg,.png.");
  }

  static EventSettings from(AbstractConfig config) {
    return new EventSettings(
        new KeyFilter(config.getList(KEY_PREFIXES), config.getList(KEY_SUFFIXES)));
  }
}
