package io.clipstreams.cli.deadletters;

import static io.clipstreams.cli.deadletters.Letters.headers;
import static io.clipstreams.cli.deadletters.Letters.letter;
import static io.clipstreams.cli.deadletters.Letters.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.deadletter.DeadLetters;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReplayTest {

  private final Replay replay =
      new Replay(
          new ClipStreamsConfig(
                  Map.of("bootstrap.servers", "b:1", "schema.registry.url", "http://r"))
              .topics(),
          2);

  private static String header(ProducerRecord<?, ?> input, String name) {
    return new String(input.headers().lastHeader(name).value());
  }

  @Test
  void theInputGoesBackWhereItCameFromAsItWas() {
    Letter letter =
        letter(1_000, headers("clip.images", new RecordHeaders().add("trace", utf8("t"))));

    assertThat(replay.obstacle(letter)).isEmpty();
    ProducerRecord<byte[], byte[]> input = replay.input(letter, 8);

    assertThat(input.topic()).isEqualTo("clip.images");
    assertThat(input.partition()).isEqualTo(3);
    assertThat(input.key()).isEqualTo(utf8("cat"));
    assertThat(input.value()).isEqualTo(utf8("value"));
    assertThat(input.headers())
        .extracting("key")
        .containsExactlyInAnyOrder("trace", DeadLetterHeaders.REPLAYS);
    assertThat(header(input, DeadLetterHeaders.REPLAYS)).isEqualTo("1");
  }

  @Test
  void theIndexOfAReferenceStaysSoThatNoOtherOfItsMessageIsDoneAgain() {
    Headers headers = headers("clip.images", new RecordHeaders());
    headers.add(DeadLetterHeaders.INDEX, utf8("4"));

    assertThat(header(replay.input(letter(1_000, headers), 8), DeadLetterHeaders.INDEX))
        .isEqualTo("4");
  }

  @Test
  void replaysAreCountedUpToTheLimit() {
    Headers once =
        headers("clip.images", new RecordHeaders().add(DeadLetterHeaders.REPLAYS, utf8("1")));
    ProducerRecord<byte[], byte[]> input = replay.input(letter(1_000, once), 8);
    assertThat(input.headers().headers(DeadLetterHeaders.REPLAYS)).hasSize(1);
    assertThat(header(input, DeadLetterHeaders.REPLAYS)).isEqualTo("2");

    Headers twice = headers("clip.images", input.headers());
    assertThat(replay.obstacle(letter(1_000, twice)))
        .hasValueSatisfying(why -> assertThat(why).contains("2 times"));
  }

  @Test
  void aPartitionThatIsNotThereAnyMoreIsChosenByKey() {
    assertThat(replay.input(letter("clip.images"), 3).partition()).isNull();
  }

  @Test
  void whatIsNoInputOfImagesOrNotWholeStays() {
    assertThat(replay.obstacle(letter("clip.label-sets"))).isPresent();
    assertThat(replay.obstacle(letter("clip.dead-letters"))).isPresent();
    assertThat(replay.obstacle(letter(1_000, new RecordHeaders()))).isPresent();
    Headers cut = headers("clip.images", new RecordHeaders().add(DeadLetters.CUT_FROM, utf8("9")));
    assertThat(replay.obstacle(letter(1_000, cut))).isPresent();
  }
}
