package io.clipstreams.schemas.serde;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a topic's schema is registered: Confluent's three strategies. */
public enum SubjectNameStrategy {
  /** {@code TOPIC-key} or {@code TOPIC-value}: one type of record in a topic. */
  TOPIC_NAME("TopicNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return topic + (isKey ? "-key" : "-value");
    }
  },

  /** The record's full name: one subject for a type, whatever topic it is in. */
  RECORD_NAME("RecordNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return schema.getFullName();
    }
  },

  /** {@code TOPIC-FULLNAME}: several types in a topic, each with its own history there. */
  TOPIC_RECORD_NAME("TopicRecordNameStrategy") {
    @Override
    public String subject(String topic, boolean isKey, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  };

  private final String className;

  SubjectNameStrategy(String className) {
    this.className = className;
  }

  /** The subject of a record with this schema, as key or value of this topic. */
  public abstract String subject(String topic, boolean isKey, Schema schema);

  /**
   * Reads a setting.
   *
   * @param setting Confluent's class or its name, with or without the package, such as {@code
   *     io.confluent.kafka.serializers.subject.TopicNameStrategy} or {@code TopicNameStrategy}
   * @throws ConfigException for any other strategy
   */
  static SubjectNameStrategy parse(String key, Object setting) {
    String name = setting instanceof Class<?> type ? type.getName() : setting.toString().strip();
    String simpleName = name.substring(name.lastIndexOf('.') + 1);
    return Arrays.stream(values())
        .filter(strategy -> strategy.className.equals(simpleName))
        .findFirst()
        .orElseThrow(() -> new ConfigException(key, name, "must be one of " + known()));
  }

  private static String known() {
    return Arrays.stream(values())
        .map(strategy -> strategy.className)
        .collect(Collectors.joining(", "));
  }
}
