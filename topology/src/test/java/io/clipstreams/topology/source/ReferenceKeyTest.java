package io.clipstreams.topology.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReferenceKeyTest {

  @Test
  void itIsReadAsItWasWritten() {
    ReferenceKey key = new ReferenceKey("clip.images", 7, 1L << 40, 3);
    assertThat(ReferenceKey.fromBytes(key.toBytes())).isEqualTo(key);
  }

  @Test
  void itIsOrderedByTopicPartitionOffsetAndIndex() {
    List<ReferenceKey> ordered =
        List.of(
            new ReferenceKey("a", 0, 0, 1),
            new ReferenceKey("a", 0, 2, 0),
            new ReferenceKey("a", 0, 10, 0),
            new ReferenceKey("a", 1, 0, 0),
            new ReferenceKey("b", 0, 0, 0));
    assertThat(Stream.of(3, 1, 4, 0, 2).map(ordered::get).sorted().toList()).isEqualTo(ordered);
  }
}
