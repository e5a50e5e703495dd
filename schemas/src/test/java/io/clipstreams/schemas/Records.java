package io.clipstreams.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of every topic, with a value in each optional field. */
public final class Records {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
  private static final SourceCoordinates SOURCE = new SourceCoordinates("clip.images", 3, 4711L, 2);
  private static final Label LABEL =
      Label.newBuilder()
          .setName("cat")
          .setDisplayName("Katze 🐈")
          .setCaptions(List.of("a photo of a cat"))
          .setExamples(List.of("s3://examples/cat.png"))
          .setProbe(new Probe("model-1", bytes(1, 2, 3, 4), 0.5f))
          .setThreshold(0.25f)
          .setTopic("cats")
          .build();

  private Records() {}

  public static ImageReference imageReference() {
    return new ImageReference(
        "s3://images/a b.jpg", "v1", "\"e1\"", List.of("animals"), Map.of("shop", "north"));
  }

  public static LabelSet labelSet() {
    return LabelSet.newBuilder()
        .setLabels(List.of(LABEL))
        .setTemplates(List.of("a photo of a {}", "a drawing of a {}"))
        .setScoring(new Scoring(ScoringMode.INDEPENDENT, 3, 0.1f, 2f))
        .setNoneOfThese(new NoneOfThese("nothing", 0.2f, List.of("an empty room")))
        .setClaims(List.of(new Claim("images", "a/", Map.of("shop", "north"))))
        .setExpectedVersion(7L)
        .setRollbackOf(5L)
        .setUpload(new Upload("upload-1", null, 2, bytes(9, 8)))
        .build();
  }

  public static LabelRecord labelVector() {
    return new LabelRecord(new LabelVector("model-1", "float32", bytes(1, 2, 3, 4), 100f, -1f));
  }

  public static LabelRecord labelPage() {
    return new LabelRecord(new LabelPage(List.of(LABEL)));
  }

  public static LabelRecord labelManifest() {
    return new LabelRecord(
        LabelManifest.newBuilder()
            .setLabelSet("animals")
            .setModel("model-1")
            .setPrecision("float32")
            .setVersion(42L)
            .setStatus(ManifestStatus.ACTIVE)
            .setPages(List.of("page/1"))
            .setLabelCount(1)
            .setScoring(new Scoring(ScoringMode.SOFTMAX, 5, null, 1f))
            .setTemplates(List.of("a photo of a {}"))
            .setRollbackOf(40L)
            .setDefinedAt(NOW)
            .build());
  }

  public static Classification classification() {
    return Classification.newBuilder()
        .setImageId("image-1")
        .setUri("s3://images/a b.jpg")
        .setVersionId("v1")
        .setEtag("\"e1\"")
        .setSource(SOURCE)
        .setCause(Cause.RESCORE)
        .setResults(
            List.of(
                new LabelSetResult(
                    "animals",
                    42L,
                    ResultStatus.OK,
                    List.of(new ScoredLabel("cat", "Katze", 0.31f, 0.97f)))))
        .setModel("model-1")
        .setPrecision("bfloat16")
        .setWidth(640)
        .setHeight(480)
        .setBatchSize(16)
        .setTimes(new Times(NOW, NOW.plusMillis(1), NOW.plusMillis(2), null, NOW.plusMillis(4)))
        .build();
  }

  public static ImageEmbedding imageEmbedding() {
    return new ImageEmbedding(
        "image-1",
        "s3://images/a b.jpg",
        "v1",
        "\"e1\"",
        SOURCE,
        List.of("animals"),
        Map.of("animals", 3L),
        Map.of("shop", "north"),
        "model-1",
        "bfloat16",
        bytes(0, 0, -128, 63),
        NOW);
  }

  /** One of each. */
  public static List<SpecificRecord> all() {
    return List.of(
        imageReference(),
        labelSet(),
        labelVector(),
        labelPage(),
        labelManifest(),
        classification(),
        imageEmbedding());
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }
}
