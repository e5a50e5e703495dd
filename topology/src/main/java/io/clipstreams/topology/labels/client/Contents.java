package io.clipstreams.topology.labels.client;

import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.ManifestStatus;
import io.clipstreams.topology.labels.content.Templates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The manifests and pages of the topic of vectors at one moment. */
final class Contents {

  private final Map<String, LabelManifest> manifests = new HashMap<>();
  private final Map<String, LabelPage> pages = new HashMap<>();

  /**
   * Takes a record of the topic.
   *
   * @param body null when the key was deleted
   */
  void put(String key, Object body) {
    manifests.remove(key);
    pages.remove(key);
    if (body instanceof LabelManifest manifest) {
      manifests.put(key, manifest);
    } else if (body instanceof LabelPage page) {
      pages.put(key, page);
    }
  }

  /** The current version of each set that is not deleted, by name. */
  List<LabelSetSummary> summaries() {
    Map<String, LabelManifest> latest = new TreeMap<>();
    manifests
        .values()
        .forEach(
            manifest ->
                latest.merge(
                    manifest.getLabelSet(),
                    manifest,
                    (one, other) -> one.getVersion() >= other.getVersion() ? one : other));
    return latest.values().stream()
        .filter(manifest -> manifest.getStatus() == ManifestStatus.ACTIVE)
        .map(
            manifest ->
                new LabelSetSummary(
                    manifest.getLabelSet(),
                    manifest.getVersion(),
                    manifest.getLabelCount(),
                    manifest.getDefinedAt()))
        .toList();
  }

  /** The current version of a set; empty when there is none or it is deleted. */
  Optional<PublishedLabelSet> current(String labelSet) {
    return Optional.ofNullable(byVersion(labelSet).lastEntry())
        .map(Map.Entry::getValue)
        .filter(manifest -> manifest.getStatus() == ManifestStatus.ACTIVE)
        .map(this::published);
  }

  /** The versions of a set that are kept, also deletions, lowest first. */
  List<LabelSetVersion> versions(String labelSet) {
    return byVersion(labelSet).values().stream()
        .map(
            manifest ->
                new LabelSetVersion(
                    manifest.getVersion(),
                    manifest.getStatus() == ManifestStatus.DELETED,
                    manifest.getLabelCount(),
                    manifest.getDefinedAt(),
                    manifest.getRollbackOf() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(manifest.getRollbackOf())))
        .toList();
  }

  /** A version of a set; empty when it is not kept, or is a deletion. */
  Optional<PublishedLabelSet> version(String labelSet, long version) {
    return Optional.ofNullable(byVersion(labelSet).get(version))
        .filter(manifest -> manifest.getStatus() == ManifestStatus.ACTIVE)
        .map(this::published);
  }

  /** All models have the same content in a version. */
  private TreeMap<Long, LabelManifest> byVersion(String labelSet) {
    TreeMap<Long, LabelManifest> versions = new TreeMap<>();
    manifests.values().stream()
        .filter(manifest -> manifest.getLabelSet().equals(labelSet))
        .forEach(manifest -> versions.put(manifest.getVersion(), manifest));
    return versions;
  }

  private PublishedLabelSet published(LabelManifest manifest) {
    List<Label> labels = new ArrayList<>();
    for (String page : manifest.getPages()) {
      pages
          .get(page)
          .getLabels()
          .forEach(label -> labels.add(withoutTemplated(label, manifest.getTemplates())));
    }
    labels.sort(Comparator.comparing(Label::getName));
    LabelSet definition =
        LabelSet.newBuilder()
            .setLabels(labels)
            .setTemplates(manifest.getTemplates())
            .setScoring(manifest.getScoring())
            .setNoneOfThese(manifest.getNoneOfThese())
            .setClaims(manifest.getClaims())
            .setRollbackOf(manifest.getRollbackOf())
            .build();
    return new PublishedLabelSet(
        manifest.getLabelSet(),
        manifest.getVersion(),
        manifest.getLabelCount(),
        manifest.getDefinedAt(),
        definition);
  }

  /** A page gives every label its prompts; a definition leaves away what the templates say. */
  private static Label withoutTemplated(Label label, List<String> templates) {
    return label.getCaptions().equals(Templates.fill(templates, label.getName()))
        ? Label.newBuilder(label).setCaptions(List.of()).build()
        : label;
  }
}
