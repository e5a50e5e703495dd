package io.clipstreams.topology.labels.catalog;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.schemas.LabelRecord;
import io.clipstreams.schemas.LabelVector;
import io.clipstreams.schemas.ManifestStatus;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import io.clipstreams.topology.labels.content.LabelKeys;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
import io.clipstreams.topology.labels.content.Vectors;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of versions of one label set, as the label task writes them. */
final class CatalogRecords {

  static final TextModel MODEL = new TextModel("model-a", "float32");
  static final String SET = "things";
  static final int DIMENSION = 2;

  private CatalogRecords() {}

  /**
   * A version: vectors, pages, and the manifest last.
   *
   * @param pages the labels of each page, divided by spaces
   */
  static Map<String, LabelRecord> version(long version, String... pages) {
    return version(MODEL, version, pages);
  }

  static Map<String, LabelRecord> version(TextModel model, long version, String... pages) {
    Map<String, LabelRecord> records = new LinkedHashMap<>();
    List<LabelPage> made = Arrays.stream(pages).map(CatalogRecords::page).toList();
    for (LabelPage page : made) {
      for (VectorRecipe recipe : VectorRecipe.of(page, model)) {
        records.put(recipe.key(), new LabelRecord(vector(model, recipe.inputs().get(0))));
      }
      records.put(LabelKeys.page(page), new LabelRecord(page));
    }
    LabelManifest manifest =
        manifest(
            model,
            version,
            ManifestStatus.ACTIVE,
            made.stream().map(LabelKeys::page).toList(),
            made.stream().mapToInt(page -> page.getLabels().size()).sum());
    records.put(LabelKeys.manifest(manifest), new LabelRecord(manifest));
    return records;
  }

  static Map<String, LabelRecord> deletion(long version) {
    LabelManifest manifest = manifest(MODEL, version, ManifestStatus.DELETED, List.of(), 0);
    return Map.of(LabelKeys.manifest(manifest), new LabelRecord(manifest));
  }

  private static LabelPage page(String labels) {
    return new LabelPage(
        Arrays.stream(labels.split(" "))
            .map(
                name ->
                    new Label(
                        name, null, List.of("a photo of a " + name), List.of(), null, null, null))
            .toList());
  }

  /** A direction that depends on the prompt alone. */
  private static LabelVector vector(TextModel model, String prompt) {
    double angle = prompt.hashCode();
    float[] values = {(float) Math.cos(angle), (float) Math.sin(angle)};
    return new LabelVector(
        model.fingerprint(), model.precision(), Vectors.toBytes(values), null, 0f);
  }

  private static LabelManifest manifest(
      TextModel model, long version, ManifestStatus status, List<String> pages, int labels) {
    return new LabelManifest(
        SET,
        model.fingerprint(),
        model.precision(),
        version,
        status,
        pages,
        labels,
        new Scoring(ScoringMode.SOFTMAX, 5, null, 1f),
        null,
        List.of(),
        List.of("a photo of a {}"),
        null,
        Instant.EPOCH);
  }
}
