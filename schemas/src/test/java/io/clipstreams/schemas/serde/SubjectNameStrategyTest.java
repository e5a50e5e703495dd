package io.clipstreams.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clipstreams.schemas.ImageReference;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectNameStrategyTest {

  @ParameterizedTest
  @CsvSource({
    "TopicNameStrategy, clip.images-value",
    "RecordNameStrategy, io.clipstreams.schemas.ImageReference",
    "TopicRecordNameStrategy, clip.images-io.clipstreams.schemas.ImageReference",
    "io.confluent.kafka.serializers.subject.TopicNameStrategy, clip.images-value",
  })
  void aStrategyNamesTheSubject(String setting, String subject) {
    assertThat(
            SubjectNameStrategy.parse("value.subject.name.strategy", setting)
                .subject("clip.images", false, ImageReference.getClassSchema()))
        .isEqualTo(subject);
  }

  @Test
  void keysHaveASubjectOfTheirOwn() {
    assertThat(SubjectNameStrategy.TOPIC_NAME.subject("t", true, ImageReference.getClassSchema()))
        .isEqualTo("t-key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.example.MyStrategy", "topicNameStrategy", ""})
  void anUnknownStrategyIsRefused(String setting) {
    assertThatThrownBy(() -> SubjectNameStrategy.parse("key.subject.name.strategy", setting))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key.subject.name.strategy")
        .hasMessageContaining("TopicRecordNameStrategy");
  }
}
