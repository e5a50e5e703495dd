package io.clipstreams.topology.scoring;

import io.clipstreams.schemas.ImageReference;
import io.clipstreams.topology.fetch.ImageUri;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelSets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the label sets that judge an image: those that its event names, else those that claim it,
 * else the default set. Any thread may ask.
 */
public final class LabelSetChooser {

  private final LabelSets labelSets;
  private final Optional<String> defaultSet;

  public LabelSetChooser(LabelSets labelSets, Optional<String> defaultSet) {
    this.labelSets = labelSets;
    this.defaultSet = defaultSet;
  }

  /** The sets in their versions of this moment. */
  public Choice choose(ImageReference reference) {
    Collection<String> wanted = wanted(reference);
    if (wanted.isEmpty()) {
      return new Choice.Unknown(
          "The event names no label set, none claims the image, and there is no default set");
    }
    List<CurrentLabelSet> current = new ArrayList<>(wanted.size());
    for (String name : wanted) {
      LabelSets.Lookup found = labelSets.lookup(name);
      if (found instanceof LabelSets.Lookup.Deleted deleted) {
        return new Choice.Deleted(name, deleted.version());
      } else if (found instanceof LabelSets.Lookup.Current there) {
        current.add(there.labelSet());
      } else {
        return new Choice.Unknown("There is no label set %s yet".formatted(name));
      }
    }
    return new Choice.Ready(current);
  }

  private Collection<String> wanted(ImageReference reference) {
    if (!reference.getLabelSets().isEmpty()) {
      return new LinkedHashSet<>(reference.getLabelSets());
    }
    Collection<String> claiming =
        ImageUri.parse(reference.getUri())
            .map(uri -> labelSets.claiming(uri.bucket(), uri.key(), reference.getMetadata()))
            .orElse(Set.of());
    return claiming.isEmpty() ? defaultSet.stream().toList() : claiming;
  }

  /** Grows whenever {@link #choose} may answer differently than before. */
  public long revision() {
    return labelSets.revision();
  }
}
