package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.ManifestStatus;
import io.clipstreams.topology.labels.content.LabelKeys;
import io.clipstreams.topology.labels.content.Paging;
import io.clipstreams.topology.labels.content.Templates;
import io.clipstreams.topology.labels.content.TextModel;
import io.clipstreams.topology.labels.content.VectorRecipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version of a label set as it is to be published for one model. Immutable.
 *
 * @param manifest to be written last
 * @param pages those that it names, by key
 * @param recipes of all vectors that it needs, by key
 */
record Draft(
    LabelManifest manifest, Map<String, LabelPage> pages, Map<String, VectorRecipe> recipes) {

  /**
   * The version that a definition becomes.
   *
   * @param before the pages of the version that it replaces
   */
  static Draft of(
      StoredDefinition source, LabelSet definition, List<LabelPage> before, TextModel model) {
    List<Label> labels =
        definition.getLabels().stream()
            .map(label -> withPrompts(label, definition.getTemplates()))
            .toList();
    Map<String, LabelPage> pages = new LinkedHashMap<>();
    new Paging().divide(before, labels).forEach(page -> pages.put(LabelKeys.page(page), page));
    LabelManifest manifest =
        manifest(source, ManifestStatus.ACTIVE, model)
            .setPages(new ArrayList<>(pages.keySet()))
            .setLabelCount(labels.size())
            .setScoring(definition.getScoring())
            .setNoneOfThese(definition.getNoneOfThese())
            .setClaims(definition.getClaims())
            .setTemplates(definition.getTemplates())
            .setRollbackOf(definition.getRollbackOf())
            .build();
    return of(manifest, pages);
  }

  /** The version that says that the set is deleted. */
  static Draft deletion(StoredDefinition tombstone, TextModel model) {
    return of(manifest(tombstone, ManifestStatus.DELETED, model).build(), Map.of());
  }

  /** What another model needs for a version that has been accepted. */
  static Draft forModel(LabelManifest accepted, Map<String, LabelPage> pages, TextModel model) {
    return of(
        LabelManifest.newBuilder(accepted)
            .setModel(model.fingerprint())
            .setPrecision(model.precision())
            .build(),
        pages);
  }

  private static Draft of(LabelManifest manifest, Map<String, LabelPage> pages) {
    Map<String, VectorRecipe> recipes = new LinkedHashMap<>();
    TextModel model = VectorRecipe.model(manifest);
    pages
        .values()
        .forEach(
            page ->
                VectorRecipe.of(page, model).forEach(recipe -> recipes.put(recipe.key(), recipe)));
    VectorRecipe.ofBackground(manifest).forEach(recipe -> recipes.put(recipe.key(), recipe));
    return new Draft(manifest, pages, recipes);
  }

  private static LabelManifest.Builder manifest(
      StoredDefinition source, ManifestStatus status, TextModel model) {
    return LabelManifest.newBuilder()
        .setLabelSet(source.name())
        .setModel(model.fingerprint())
        .setPrecision(model.precision())
        .setVersion(source.offset())
        .setStatus(status)
        .setDefinedAt(Instant.ofEpochMilli(source.timestamp()));
  }

  private static Label withPrompts(Label label, List<String> templates) {
    boolean templated =
        label.getProbe() == null && label.getExamples().isEmpty() && label.getCaptions().isEmpty();
    return templated
        ? Label.newBuilder(label).setCaptions(Templates.fill(templates, label.getName())).build()
        : label;
  }

  /** The name of a label with this vector; of several any. */
  Optional<String> labelOf(String vectorKey) {
    TextModel model = VectorRecipe.model(manifest);
    return pages.values().stream()
        .flatMap(page -> page.getLabels().stream())
        .filter(
            label ->
                VectorRecipe.of(label, model)
                    .filter(recipe -> recipe.key().equals(vectorKey))
                    .isPresent())
        .map(Label::getName)
        .findFirst();
  }

  String labelSet() {
    return manifest.getLabelSet();
  }

  long version() {
    return manifest.getVersion();
  }
}
