package io.clipstreams.topology;

import static io.clipstreams.topology.ImageLineDriver.header;
import static io.clipstreams.topology.ImageLineDriver.reference;
import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.schemas.registry.InMemorySchemaRegistryClient;
import io.clipstreams.schemas.registry.SchemaRegistryClient;
import io.clipstreams.topology.deadletter.DeadLetterHeaders;
import io.clipstreams.topology.fetch.FetchException;
import io.clipstreams.topology.testing.ManualExecutor;
import io.clipstreams.topology.testing.SlowRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wherever an image stands when its time is over, it becomes a dead letter that says so. */
class DeadlineTest {

  private static final Duration DEADLINE = Duration.ofSeconds(100);
  private static final Duration ALMOST = DEADLINE.minusMillis(1);
  private static final Duration A_BIT = Duration.ofMillis(1);

  private ImageLineDriver line = line(Map.of(), new InMemorySchemaRegistryClient());

  private static ImageLineDriver line(
      Map<String, String> overrides, SchemaRegistryClient registry) {
    Map<String, String> settings = new HashMap<>();
    settings.put("inflight.deadline.ms", Long.toString(DEADLINE.toMillis()));
    settings.put("fetch.retry.ms", "60000");
    settings.put("labels.wait.ms", "60000");
    settings.putAll(overrides);
    ImageLineDriver line = new ImageLineDriver(settings, registry);
    line.labelSets.define("animals", 7);
    return line;
  }

  private void use(ImageLineDriver other) {
    line.close();
    line = other;
  }

  @AfterEach
  void close() {
    line.close();
  }

  private TestRecord<byte[], byte[]> requireDeadLetterAt(String stage) {
    assertThat(line.deadLetters.isEmpty()).isFalse();
    TestRecord<byte[], byte[]> letter = line.deadLetters.readRecord();
    assertThat(header(letter, DeadLetterHeaders.STAGE)).isEqualTo(stage);
    assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("deadline");
    assertThat(line.deadLetters.isEmpty()).isTrue();
    assertThat(line.classifications.isEmpty()).isTrue();
    assertThat(line.stored()).isZero();
    return letter;
  }

  @Test
  void whileItsObjectIsRead() {
    line.event("k", "s3://photos/a");
    line.pass(ALMOST);
    assertThat(line.deadLetters.isEmpty()).isTrue();
    line.pass(A_BIT);

    requireDeadLetterAt("fetch");
    assertThat(line.fetcher.isCancelled("s3://photos/a")).isTrue();
    assertThat(line.slots.taken()).isZero();
  }

  @Test
  void whileItWaitsToBeDecoded() {
    ManualExecutor pool = new ManualExecutor();
    line.decodePool = pool;
    line.event("k", "s3://photos/a");
    line.fetcher.answerAll();
    line.pass(DEADLINE);

    requireDeadLetterAt("decode");
    assertThat(line.slots.taken()).as("its slot is still held").isEqualTo(1);
    pool.runAll();
    assertThat(line.slots.taken()).isZero();
    assertThat(line.fetcher.bytesHeld()).isZero();
    assertThat(line.device.waiting()).as("what nobody wants is not computed").isZero();
  }

  @Test
  void whileItWaitsForTheModel() {
    line.event("k", "s3://photos/a");
    line.fetcher.answerAll();
    line.pass(DEADLINE);

    requireDeadLetterAt("infer");
    line.work();
    assertThat(line.classifications.isEmpty()).as("an answer that comes too late").isTrue();
    assertThat(line.slots.taken()).isZero();
  }

  @Test
  void whileItBacksOffOrIsTriedAgain() {
    line.event("k", "s3://photos/a");
    line.pass(Duration.ofSeconds(70));
    line.fetcher.fail(
        "s3://photos/a", FetchException.transientFailure("timeout", "no byte for 60 s", null));
    line.turn();
    line.pass(Duration.ofSeconds(30));

    TestRecord<byte[], byte[]> letter = requireDeadLetterAt("fetch");
    assertThat(header(letter, DeadLetterHeaders.MESSAGE)).contains("100000 ms", "no byte for 60 s");
  }

  @Test
  void whileItsSchemaDoesNotCome() {
    SlowRegistry registry = new SlowRegistry();
    use(line(Map.of(), registry));
    byte[] event = line.encode(reference("s3://photos/a"));
    registry.forget();
    line.event("k", event, new RecordHeaders());
    line.pass(DEADLINE);

    requireDeadLetterAt("event");
    registry.remember();
    line.turn();
    assertThat(line.fetcher.reading()).isEmpty();
  }

  @Test
  void timeThatItsSchemaTookCountsAsWell() {
    SlowRegistry registry = new SlowRegistry();
    use(line(Map.of(), registry));
    byte[] event = line.encode(reference("s3://photos/a"));
    registry.forget();
    line.event("k", event, new RecordHeaders());
    line.pass(Duration.ofSeconds(50));
    registry.remember();
    line.turn();
    assertThat(line.fetcher.reading()).containsExactly("s3://photos/a");
    line.pass(Duration.ofSeconds(50));

    requireDeadLetterAt("fetch");
  }

  @Test
  void timeThatItsLabelSetTookCountsAsWell() {
    line.event("k", reference("s3://photos/a", "later"));
    line.pass(Duration.ofSeconds(50));
    line.labelSets.define("later", 1);
    line.turn();
    assertThat(line.fetcher.reading()).containsExactly("s3://photos/a");
    line.pass(Duration.ofSeconds(50));

    requireDeadLetterAt("fetch");
  }

  @Test
  void aLabelSetThatGoesAndComesCannotKeepItForEver() {
    line.event("k", reference("s3://photos/a", "moody"));
    for (int second = 0; second < 59; second++) {
      line.labelSets.claim("moody", "elsewhere");
      line.pass(Duration.ofSeconds(1));
    }
    line.labelSets.define("moody", 1);
    line.turn();
    line.fetcher.answerAll();
    line.pass(Duration.ofSeconds(41));

    requireDeadLetterAt("infer");
  }

  @Test
  void theNextOfItsKeyGoesOn() {
    line.event("k", "s3://photos/a");
    line.event("k", "s3://photos/b");
    line.pass(DEADLINE);
    assertThat(header(line.deadLetters.readRecord(), DeadLetterHeaders.OFFSET)).isEqualTo("0");

    line.fetcher.answer("s3://photos/b");
    line.work();
    assertThat(line.classified()).containsExactly("k");
  }

  @Test
  void itDoesNotCountBeforeTheFirstAttempt() {
    use(line(Map.of("inflight.max.images", "1"), new InMemorySchemaRegistryClient()));
    line.event("first", "s3://photos/a");
    line.event("second", "s3://photos/b");
    line.pass(ALMOST);
    line.fetcher.answer("s3://photos/a");
    line.work();
    assertThat(line.classified()).containsExactly("first");
    line.pass(ALMOST);
    assertThat(line.deadLetters.isEmpty()).isTrue();

    line.fetcher.answer("s3://photos/b");
    line.work();
    assertThat(line.classified()).containsExactly("second");
  }
}
