package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.LabelSettings;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a definition may follow what was accepted before it. The latest accepted version counts,
 * also while it is on its way: no update may be lost. For the stream thread alone.
 */
final class Precedence {

  private static final Logger log = LoggerFactory.getLogger(Precedence.class);

  private final LabelSettings settings;
  private final Versions versions;
  private final Updates updates;

  Precedence(LabelSettings settings, Versions versions, Updates updates) {
    this.settings = settings;
    this.versions = versions;
    this.updates = updates;
  }

  /**
   * Whether the definition has not been decided before: the topic is read again where the group's
   * offsets were lost.
   *
   * @throws RefusedDefinitionException when its version would be no higher than the latest, since
   *     the topic was created anew: nobody would ever judge by it
   */
  boolean isNews(StoredDefinition source) {
    Optional<LabelManifest> latest = accepted(source.name());
    if (latest.isEmpty() || latest.get().getVersion() < source.offset()) {
      return true;
    }
    if (source.timestamp() > latest.get().getDefinedAt().toEpochMilli()) {
      throw new RefusedDefinitionException(
          "version-not-higher",
          "its offset %d, which is its version, is not above version %d: the topic %s was created anew. Delete %s as well and reset the application, or write %d more records first"
              .formatted(
                  source.offset(),
                  latest.get().getVersion(),
                  settings.definitionsTopic(),
                  settings.vectorsTopic(),
                  latest.get().getVersion() - source.offset() + 1));
    }
    log.info(
        "The definition of label set {} at offset {} is read again and was decided before",
        source.name(),
        source.offset());
    return false;
  }

  /** Whether this definition is accepted and not published yet. */
  boolean isUnderWay(StoredDefinition source) {
    return updates
        .pending(source.name())
        .filter(it -> it.draft().version() == source.offset())
        .isPresent();
  }

  /**
   * Holds the version that a definition expects against the latest.
   *
   * @throws RefusedDefinitionException when it is another
   */
  void requireExpected(StoredDefinition source, LabelSet definition) {
    Long expected = definition.getExpectedVersion();
    long current = accepted(source.name()).map(Versions::asExpected).orElse(Versions.ABSENT);
    if (expected != null && expected != current) {
      throw new RefusedDefinitionException(
          "version-conflict",
          "%s was expected, but %s is current".formatted(named(expected), named(current)));
    }
  }

  private static String named(long version) {
    return version == Versions.ABSENT ? "no set of this name" : "version " + version;
  }

  private Optional<LabelManifest> accepted(String labelSet) {
    return updates
        .pending(labelSet)
        .map(LabelUpdate::draft)
        .map(Draft::manifest)
        .or(() -> versions.latest(labelSet));
  }
}
