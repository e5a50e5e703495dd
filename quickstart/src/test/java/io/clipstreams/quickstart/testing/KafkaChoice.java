package io.clipstreams.quickstart.testing;

import java.util.Arrays;
import java.util.Locale;

/** Where the integration tests take Kafka from: {@code mvn verify -Dkafka=…}. */
enum KafkaChoice {
  /** A broker in the tests' own process. */
  EMBEDDED,
  /** A container; without a Docker engine the tests fail. */
  TESTCONTAINERS,
  /** A container where a Docker engine has the image, and else the embedded broker. */
  AUTO;

  private static final String PROPERTY = "clipstreams.kafka";

  /**
   * @throws IllegalArgumentException when the choice is none of these
   */
  static KafkaChoice ofThisBuild() {
    return of(System.getProperty(PROPERTY, "auto"));
  }

  static KafkaChoice of(String name) {
    return Arrays.stream(values())
        .filter(choice -> choice.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "-Dkafka=%s: it must be one of %s".formatted(name, Arrays.toString(values()))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
