package io.clipstreams.topology.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * What is kept of images that were judged.
 *
 * @param enabled whether embeddings are published and stored
 * @param rescore whether a new version of a label set judges the stored images again
 */
public record HistorySettings(boolean enabled, boolean rescore) {

  public static final String ENABLED = "embeddings.enabled";
  public static final String RESCORE = "rescore";
  public static final String OFF = "off";
  public static final String ON_LABEL_CHANGE = "on-label-change";

  public HistorySettings {
    if (rescore && !enabled) {
      throw new ConfigException(
          RESCORE, ON_LABEL_CHANGE, "needs %s=true: it judges what is stored".formatted(ENABLED));
    }
  }

  static void define(ConfigDef def) {
    def.define(
            ENABLED,
            Type.BOOLEAN,
            false,
            MEDIUM,
            "Whether the embedding of each classified image goes to "
                + TopicSettings.IMAGE_EMBEDDINGS
                + " and to a store in state.dir. An object's removal, where events tell of it,"
                + " removes its embedding.")
        .define(
            RESCORE,
            Type.STRING,
            OFF,
            ValidString.in(OFF, ON_LABEL_CHANGE),
            MEDIUM,
            "on-label-change: a new version of a label set judges again the stored images that the"
                + " set has judged, without reading them again; the answers go to "
                + TopicSettings.RESCORED
                + ". Needs embeddings.enabled=true.");
  }

  static HistorySettings from(AbstractConfig config) {
    return new HistorySettings(
        config.getBoolean(ENABLED), config.getString(RESCORE).equals(ON_LABEL_CHANGE));
  }
}
