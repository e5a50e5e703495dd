package io.clipstreams.topology.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.topology.source.ReferenceKey;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final int TWO_MIB = 2 * 1024 * 1024;
  private static final ReferenceKey AT = new ReferenceKey("clip.images", 2, 17, 5);

  private static Record<byte[], byte[]> letter(byte[] key, byte[] value, Headers headers) {
    return DeadLetters.ofMessage(
        new Record<>(key, value, 1, headers),
        AT,
        Stage.EVENT,
        "test",
        new IllegalStateException("no"));
  }

  private static String header(Record<?, ?> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void theInputsOwnHeadersAreKeptAndNotChanged() {
    Headers headers = new RecordHeaders().add("trace", new byte[] {1});
    Record<byte[], byte[]> letter = letter(null, new byte[3], headers);
    assertThat(letter.headers().lastHeader("trace").value()).containsExactly(1);
    assertThat(header(letter, DeadLetterHeaders.OFFSET)).isEqualTo("17");
    assertThat(headers.toArray()).hasSize(1);
  }

  @Test
  void theLetterOfAReferenceSaysItsIndexOnce() {
    Headers headers = new RecordHeaders().add(DeadLetterHeaders.INDEX, "9".getBytes(UTF_8));
    Record<byte[], byte[]> letter =
        DeadLetters.ofReference(
            new Record<>(null, new byte[3], 1, headers),
            AT,
            Stage.FETCH,
            "test",
            new IllegalStateException("no"));
    assertThat(letter.headers().headers(DeadLetterHeaders.INDEX)).hasSize(1);
    assertThat(header(letter, DeadLetterHeaders.INDEX)).isEqualTo("5");
  }

  @Test
  void anInputOfOneMebibyteIsWhole() {
    byte[] value = new byte[1024 * 1024];
    Record<byte[], byte[]> letter = letter(new byte[10], value, new RecordHeaders());
    assertThat(letter.value()).isSameAs(value);
    assertThat(letter.headers().lastHeader(DeadLetters.CUT_FROM)).isNull();
  }

  @Test
  void anInputThatNoDeadLetterCanHoldIsCutAndSaysSo() {
    Record<byte[], byte[]> letter = letter(new byte[10], new byte[5_000_000], new RecordHeaders());
    assertThat(size(letter)).isLessThan(TWO_MIB);
    assertThat(letter.key()).hasSize(10);
    assertThat(header(letter, DeadLetters.CUT_FROM)).isEqualTo("5000010");
  }

  @Test
  void hugeKeysAndHeadersAreLeftOut() {
    Record<byte[], byte[]> letter =
        letter(
            new byte[3_000_000],
            new byte[10],
            new RecordHeaders().add("huge", new byte[3_000_000]));
    assertThat(size(letter)).isLessThan(TWO_MIB);
    assertThat(letter.key()).isNull();
    assertThat(letter.headers().lastHeader("huge")).isNull();
    assertThat(letter.value()).hasSize(10);
    assertThat(header(letter, DeadLetters.CUT_FROM)).isEqualTo("6000014");
  }

  private static long size(Record<byte[], byte[]> letter) {
    return DeadLetters.size(letter.key(), letter.value(), letter.headers());
  }
}
