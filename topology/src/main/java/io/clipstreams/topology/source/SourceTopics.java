package io.clipstreams.topology.source;

import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.source.MessageFormat.Decoded;
import io.clipstreams.topology.source.MessageFormat.Indexed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The topics that name images, each with its format. */
public final class SourceTopics {

  private final Map<String, MessageFormat> formats;

  public SourceTopics(Map<String, MessageFormat> formats) {
    this.formats = Map.copyOf(formats);
  }

  public Set<String> names() {
    return formats.keySet();
  }

  /**
   * Reads a message; never blocks. A message with the header {@code clip.index} is the replay of a
   * dead letter: of its references only that one is taken.
   *
   * @param value not null
   */
  public Decoded decode(String topic, byte[] value, Headers headers) {
    Decoded decoded = formats.get(topic).decode(topic, value, headers);
    Header index = headers.lastHeader(DeadLetterHeaders.INDEX);
    return index != null && decoded instanceof Decoded.References all
        ? only(all.references(), index)
        : decoded;
  }

  private static Decoded only(List<Indexed> references, Header index) {
    String wanted =
        index.value() == null ? "null" : new String(index.value(), StandardCharsets.UTF_8);
    List<Indexed> found =
        references.stream()
            .filter(reference -> Integer.toString(reference.index()).equals(wanted))
            .toList();
    return found.isEmpty()
        ? new Decoded.Refused(
            "no-such-index",
            new SerializationException(
                "The header %s asks for reference %s, which the message does not have"
                    .formatted(DeadLetterHeaders.INDEX, wanted)))
        : new Decoded.References(found);
  }
}
