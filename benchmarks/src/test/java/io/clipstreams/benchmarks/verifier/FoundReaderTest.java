package io.clipstreams.benchmarks.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FoundReaderTest {

  private final FoundReader reader =
      new FoundReader("answers", new WireValues("http://127.0.0.1:1/not-asked"));

  @Test
  void aDeadLetterSaysWhereItCameFromInItsHeaders() {
    Found found =
        reader.read(
            letter(
                Map.of(
                    "__streams.errors.topic", "images",
                    "__streams.errors.partition", "3",
                    "__streams.errors.offset", "17",
                    "__streams.errors.message", "no such object",
                    "clip.index", "2",
                    "clip.stage", "fetch",
                    "clip.reason", "not-found")));

    assertThat(found)
        .isEqualTo(
            new Found.Letter(
                "letters-1@5",
                new Coordinates("images", 3, 17, 2),
                "fetch",
                "not-found",
                "no such object"));
  }

  @Test
  void aDeadLetterOfAWholeMessageHasNoIndex() {
    Found found =
        reader.read(
            letter(
                Map.of(
                    "__streams.errors.topic", "images",
                    "__streams.errors.partition", "0",
                    "__streams.errors.offset", "1",
                    "__streams.errors.message", "no reference",
                    "clip.stage", "event",
                    "clip.reason", "malformed")));

    assertThat(((Found.Letter) found).source()).isEqualTo(new Coordinates("images", 0, 1, 0));
  }

  @Test
  void aDeadLetterThatSaysNotWhereItCameFromIsUnreadable() {
    assertThat(reader.read(letter(Map.of("clip.stage", "fetch"))))
        .isEqualTo(
            new Found.Unreadable(
                "letters-1@5",
                "java.lang.IllegalArgumentException: a dead letter without the header"
                    + " __streams.errors.topic"));
  }

  @Test
  void anAnswerThatIsNoAvroIsUnreadable() {
    Found found =
        reader.read(new ConsumerRecord<>("answers", 0, 2, null, new byte[] {1, 2, 3, 4, 5, 6}));

    assertThat(found).isInstanceOf(Found.Unreadable.class);
    assertThat(found.place()).isEqualTo("answers-0@2");
  }

  private static ConsumerRecord<byte[], byte[]> letter(Map<String, String> headers) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("letters", 1, 5, null, new byte[] {0});
    headers.forEach(
        (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
