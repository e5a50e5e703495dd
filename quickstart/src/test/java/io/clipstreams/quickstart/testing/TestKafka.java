package io.clipstreams.quickstart.testing;

import io.clipstreams.quickstart.Broker;
import io.clipstreams.quickstart.LocalKafka;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The broker of the integration tests: the one place that chooses between the embedded one and a
 * container, and says which it is. Tests that kill brokers, or look at the embedded one itself,
 * start their own.
 *
 * <p>Any thread may call it; it blocks until the broker takes requests.
 */
public final class TestKafka {

  private TestKafka() {}

  /**
   * Starts a broker of its own for the caller.
   *
   * @param dir a fresh folder for the data of an embedded broker
   */
  public static Broker start(Path dir) {
    KafkaChoice choice = KafkaChoice.ofThisBuild();
    return switch (choice) {
      case EMBEDDED -> embedded(dir, "chosen by -Dkafka=embedded");
      case TESTCONTAINERS -> container("chosen by -Dkafka=testcontainers");
      case AUTO -> {
        Optional<String> missing = ContainerKafka.whatIsMissing();
        yield missing.isPresent()
            ? embedded(dir, missing.get())
            : container("a Docker engine has the image");
      }
    };
  }

  private static Broker embedded(Path dir, String why) {
    say("embedded broker", why);
    return LocalKafka.start(dir);
  }

  private static Broker container(String why) {
    say("Testcontainers with " + ContainerKafka.IMAGE, why);
    return ContainerKafka.start();
  }

  private static void say(String what, String why) {
    System.out.printf("Kafka of these tests: %s (%s)%n", what, why);
  }
}
