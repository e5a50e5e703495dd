package io.clipstreams.cli.labels;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.clipstreams.schemas.Claim;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.schemas.NoneOfThese;
import io.clipstreams.schemas.Scoring;
import io.clipstreams.schemas.ScoringMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A label set as people write it in YAML or JSON; whatever is left out has the schema's default.
 *
 * <pre>{@code
 * templates: ["a photo of a {}"]  # several are averaged; preset:photos stands for a list
 * labels:
 *   - cat                      # a name is enough
 *   - name: dog
 *     displayName: Hund        # shown instead of the name
 *     captions: [a dog, a puppy]  # instead of the templates
 *     threshold: 0.2           # least score, overrides the set's
 * scoring: {mode: softmax, topK: 5, threshold: 0.1, temperature: 1.0}
 * noneOfThese: {label: something else, threshold: 0.3, prompts: [an empty room]}
 * claims:
 *   - {bucket: photos, keyPrefix: pets/, metadata: {camera: "7"}}
 * }</pre>
 *
 * <p>{@code name} and {@code version}, as {@code labels get} prints them, may stay in a file that
 * is published again; they do not count.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record LabelSetDocument(
    String name,
    Long version,
    List<String> templates,
    List<LabelDocument> labels,
    ScoringDocument scoring,
    NoneDocument noneOfThese,
    List<ClaimDocument> claims) {

  @JsonCreator
  LabelSetDocument {
    if (labels == null || labels.isEmpty()) {
      throw new IllegalArgumentException("labels: there are none");
    }
    labels = List.copyOf(labels);
  }

  /** Names alone. */
  static LabelSetDocument of(List<String> labels, List<String> templates) {
    return new LabelSetDocument(
        null, null, templates, labels.stream().map(LabelDocument::new).toList(), null, null, null);
  }

  /** Labels with the defaults for all else. */
  static LabelSetDocument ofLabels(List<LabelDocument> labels) {
    return new LabelSetDocument(null, null, null, labels, null, null, null);
  }

  static LabelSetDocument of(String name, long version, LabelSet set) {
    return new LabelSetDocument(
        name,
        version,
        set.getTemplates(),
        set.getLabels().stream().map(LabelDocument::of).toList(),
        ScoringDocument.of(set.getScoring()),
        set.getNoneOfThese() == null ? null : NoneDocument.of(set.getNoneOfThese()),
        set.getClaims().stream().map(ClaimDocument::of).toList());
  }

  LabelSet toAvro() {
    LabelSet.Builder set =
        LabelSet.newBuilder().setLabels(labels.stream().map(LabelDocument::toAvro).toList());
    if (templates != null) {
      set.setTemplates(templates);
    }
    if (scoring != null) {
      set.setScoring(scoring.toAvro());
    }
    if (noneOfThese != null) {
      set.setNoneOfThese(noneOfThese.toAvro());
    }
    if (claims != null) {
      set.setClaims(claims.stream().map(ClaimDocument::toAvro).toList());
    }
    return set.build();
  }

  /** How similarities become scores. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ScoringDocument(String mode, Integer topK, Float threshold, Float temperature) {

    static ScoringDocument of(Scoring scoring) {
      return new ScoringDocument(
          scoring.getMode().name().toLowerCase(Locale.ROOT),
          scoring.getTopK(),
          scoring.getThreshold(),
          scoring.getTemperature());
    }

    Scoring toAvro() {
      Scoring.Builder builder = Scoring.newBuilder().setThreshold(threshold);
      if (mode != null) {
        builder.setMode(parse(mode));
      }
      if (topK != null) {
        builder.setTopK(topK);
      }
      if (temperature != null) {
        builder.setTemperature(temperature);
      }
      return builder.build();
    }

    private static ScoringMode parse(String mode) {
      try {
        return ScoringMode.valueOf(mode.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "scoring.mode: '%s' is neither softmax nor independent".formatted(mode), e);
      }
    }
  }

  /** The answer that none of the labels fits. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record NoneDocument(String label, Float threshold, List<String> prompts) {

    static NoneDocument of(NoneOfThese none) {
      return new NoneDocument(none.getLabel(), none.getThreshold(), none.getPrompts());
    }

    NoneOfThese toAvro() {
      NoneOfThese.Builder builder = NoneOfThese.newBuilder().setThreshold(threshold);
      if (label != null) {
        builder.setLabel(label);
      }
      if (prompts != null) {
        builder.setPrompts(prompts);
      }
      return builder.build();
    }
  }

  /** Images that the set judges without being named by the event. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record ClaimDocument(String bucket, String keyPrefix, Map<String, String> metadata) {

    static ClaimDocument of(Claim claim) {
      return new ClaimDocument(claim.getBucket(), claim.getKeyPrefix(), claim.getMetadata());
    }

    Claim toAvro() {
      return Claim.newBuilder()
          .setBucket(bucket)
          .setKeyPrefix(keyPrefix)
          .setMetadata(metadata == null ? Map.of() : metadata)
          .build();
    }
  }
}
