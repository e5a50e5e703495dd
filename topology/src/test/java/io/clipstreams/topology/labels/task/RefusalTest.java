package io.clipstreams.topology.labels.task;

import static io.clipstreams.topology.labels.LabelSetFixtures.label;
import static io.clipstreams.topology.labels.LabelSetFixtures.labelSet;
import static io.clipstreams.topology.labels.LabelSetFixtures.many;
import static io.clipstreams.topology.labels.LabelSetFixtures.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clipstreams.schemas.Claim;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.Probe;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.FakeTextEncoder;
import io.clipstreams.topology.labels.content.Vectors;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {

  private static final String MODEL = "model-a";

  private final TaskRig rig = new TaskRig(new FakeTextEncoder(MODEL));

  static Stream<Arguments> whatIsWrong() {
    return Stream.of(
        arguments("duplicate-label", named("cat", "dog", "cat")),
        arguments("empty-label", named(" ")),
        arguments("bad-label", named("a\nb")),
        arguments("no-labels", named()),
        arguments("too-many-labels", many(TaskRig.MAX_LABELS + 1)),
        arguments("bad-template", templates("a photo of a cat")),
        arguments("bad-template", templates("a {} of a {label}")),
        arguments("bad-template", templates("preset:paintings")),
        arguments("bad-template", templates("{}" + " ".repeat(1_000))),
        arguments(
            "too-many-templates",
            templates(Stream.generate(() -> "preset:photos").limit(11).toArray(String[]::new))),
        arguments("no-template", templates()),
        arguments("bad-label", named(" cat")),
        arguments(
            "bad-label", labelSet(label("cat").setDisplayName("x".repeat(501)).build()).build()),
        arguments(
            "bad-caption",
            labelSet(label("cat").setCaptions(List.of("a drawing of a {}")).build()).build()),
        arguments("bad-claim", claim(null, null)),
        arguments("bad-claim", claim(" ", "pets/")),
        arguments("prompt-too-long", noneOfThese("none", null, "a room ".repeat(20).strip())),
        arguments("empty-prompt", labelSet(label("cat").setCaptions(List.of(" ")).build()).build()),
        arguments("prompt-too-long", named("a cat " + "that is very ".repeat(10) + "big")),
        arguments(
            "bad-example",
            labelSet(label("cat").setExamples(List.of("s3://a/b", "s3://a/b")).build()).build()),
        arguments("too-many-examples", examples(LabelRules.MAX_EXAMPLES + 1)),
        arguments(
            "ambiguous-label",
            labelSet(
                    label("cat")
                        .setCaptions(List.of("a cat"))
                        .setExamples(List.of("s3://a/b"))
                        .build())
                .build()),
        arguments("other-model", probe("model-b", 1, 2, 3, 4)),
        arguments("bad-probe", probe(MODEL, 1, 2, 3)),
        arguments("bad-probe", probe(MODEL, 1, 2, 3, Float.NaN)),
        arguments("bad-topic", labelSet(label("cat").setTopic("other.cats").build()).build()),
        arguments("bad-topic", labelSet(label("cat").setTopic("labels.a b").build()).build()),
        arguments("no-topic", labelSet(label("cat").setTopic("labels.dogs").build()).build()),
        arguments(
            "bad-topic",
            labelSet(label("cat").setTopic("labels.cats").build())
                .setScoring(new Scoring(ScoringMode.INDEPENDENT, 5, null, 1f))
                .build()),
        arguments("too-many-topics", ownTopics(101)),
        arguments("bad-scoring", labelSet(label("cat").setThreshold(1.5f).build()).build()),
        arguments("bad-scoring", scoring(0, null, 1)),
        arguments("bad-scoring", scoring(5, -0.1f, 1)),
        arguments("bad-scoring", scoring(5, null, 0)),
        arguments("bad-scoring", scoring(5, null, Float.NaN)),
        arguments("bad-none-of-these", noneOfThese("none", null)),
        arguments("bad-none-of-these", noneOfThese("cat", 0.5f)),
        arguments("empty-prompt", noneOfThese("none", 0.5f, "")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("whatIsWrong")
  void aDefinitionThatIsWrongIsADeadLetterAndTheCurrentVersionGoesOn(
      String reason, LabelSet definition) {
    rig.define("pets", named("cat"));
    rig.settle();
    rig.takeWritten();

    long refused = rig.define("pets", definition);
    rig.settle();

    assertThat(rig.deadLetters()).containsExactly(refused + " " + reason);
    assertThat(rig.takeWritten()).isEmpty();
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    rig.define(
        "pets", LabelSet.newBuilder(named("cat", "cat", "")).setTemplates(List.of("a")).build());

    assertThat(rig.lastMessage())
        .contains("\"cat\" occurs twice")
        .contains("empty name")
        .contains("\"a\" has no {}");
  }

  @Test
  void bytesThatAreNoDefinitionAreADeadLetter() {
    long offset = rig.write("pets", "hello".getBytes(StandardCharsets.UTF_8));

    assertThat(rig.deadLetters()).containsExactly(offset + " not-a-definition");
  }

  @Test
  void aMessageThatNoStoreCouldHoldIsADeadLetter() {
    long offset = rig.write("pets", new byte[Inbox.MAX_MESSAGE_BYTES + 1]);

    assertThat(rig.deadLetters()).containsExactly(offset + " message-too-large");
  }

  @Test
  void aSetNeedsAName() {
    long offset = rig.define("", named("cat"));

    assertThat(rig.deadLetters()).containsExactly(offset + " bad-name");
  }

  @Test
  void aDefinitionWhoseSchemaCannotBeHadNowWaits() {
    rig.decodeWith(value -> CompletableFuture.failedFuture(new Away()));
    long version = rig.define("pets", named("cat"));
    rig.settle();
    assertThat(rig.deadLetters()).isEmpty();

    rig.decodeWith(TaskRig::decode);
    rig.pass(Duration.ofSeconds(2));
    rig.settle();

    assertThat(rig.takeWritten()).contains("manifest/model-a/" + version + "/pets");
  }

  @Test
  void aLabelMayNameATopicWithTheConfiguredPrefix() {
    long version =
        rig.define("pets", labelSet(label("cat").setTopic("labels.cats").build()).build());
    rig.settle();

    assertThat(rig.takeWritten()).contains("manifest/model-a/" + version + "/pets");
  }

  @Test
  void aDefinitionWhoseTopicsCannotBeLookedUpNowWaits() {
    rig.topics().setAway(true);
    long version =
        rig.define("pets", labelSet(label("cat").setTopic("labels.cats").build()).build());
    rig.settle();
    assertThat(rig.deadLetters()).isEmpty();
    assertThat(rig.takeWritten()).isEmpty();

    rig.topics().setAway(false);
    rig.pass(Duration.ofSeconds(2));
    rig.settle();

    assertThat(rig.takeWritten()).contains("manifest/model-a/" + version + "/pets");
  }

  @Test
  void aProbeOfThisModelNeedsNoEncoding() {
    FakeTextEncoder encoder = new FakeTextEncoder(MODEL);
    TaskRig withProbe = new TaskRig(encoder);
    long version = withProbe.define("pets", probe(MODEL, 1, 2, 3, 4));
    withProbe.settle();

    assertThat(encoder.takeEncoded()).isEmpty();
    assertThat(withProbe.takeWritten())
        .hasSize(3)
        .contains("manifest/model-a/" + version + "/pets");
  }

  private static LabelSet templates(String... templates) {
    return LabelSet.newBuilder(named("cat")).setTemplates(List.of(templates)).build();
  }

  private static LabelSet examples(int count) {
    List<String> uris = IntStream.range(0, count).mapToObj("s3://a/%d"::formatted).toList();
    return labelSet(label("cat").setExamples(uris).build()).build();
  }

  private static LabelSet ownTopics(int labels) {
    return labelSet(
            IntStream.range(0, labels)
                .mapToObj(i -> label("label-" + i).setTopic("labels.topic-" + i).build())
                .toArray(Label[]::new))
        .build();
  }

  private static LabelSet claim(String bucket, String keyPrefix) {
    return LabelSet.newBuilder(named("cat"))
        .setClaims(List.of(new Claim(bucket, keyPrefix, Map.of())))
        .build();
  }

  private static LabelSet probe(String model, float... weights) {
    Probe probe = new Probe(model, Vectors.toBytes(weights), 0.5f);
    return labelSet(label("cat").setProbe(probe).build()).build();
  }

  private static LabelSet scoring(int topK, Float threshold, float temperature) {
    return LabelSet.newBuilder(named("cat"))
        .setScoring(new Scoring(ScoringMode.SOFTMAX, topK, threshold, temperature))
        .build();
  }

  private static LabelSet noneOfThese(String label, Float threshold, String... prompts) {
    return LabelSet.newBuilder(named("cat"))
        .setNoneOfThese(new NoneOfThese(label, threshold, List.of(prompts)))
        .build();
  }

  private static final class Away extends RetriableException {
    private static final long serialVersionUID = 1L;

    Away() {
      super("the registry is away");
    }
  }
}
