package io.clipstreams.topology.testing;

import io.clipstreams.schemas.LabelSetResult;
import io.clipstreams.schemas.ResultStatus;
import io.clipstreams.schemas.ScoredLabel;
import io.clipstreams.topology.labels.CurrentLabelSet;
import io.clipstreams.topology.labels.LabelRoute;
import io.clipstreams.topology.labels.LabelSets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Label sets that come and go as the test says. Each answers with one label, named after the set
 * and the image's embedding.
 */
public final class FakeLabelSets implements LabelSets {

  private final Map<String, Lookup> sets = new HashMap<>();
  private final Map<String, String> claims = new HashMap<>();
  private long revision;

  public void define(String name, long version) {
    put(name, new Lookup.Current(new OneLabel(name, version, null)));
  }

  /** A version that cannot judge. */
  public void defineBroken(String name, long version) {
    put(
        name,
        new Lookup.Current(
            new CurrentLabelSet() {
              @Override
              public String name() {
                return name;
              }

              @Override
              public long version() {
                return version;
              }

              @Override
              public List<LabelSetResult> score(float[][] imageEmbeds) {
                throw new IllegalStateException("cannot judge");
              }
            }));
  }

  /** A version whose one label has a topic of its own. */
  public void defineRouted(String name, long version, String topic) {
    put(name, new Lookup.Current(new OneLabel(name, version, topic)));
  }

  /** A version whose one label's name is so long. */
  public void defineLong(String name, long version, int chars) {
    put(
        name,
        new Lookup.Current(
            new CurrentLabelSet() {
              @Override
              public String name() {
                return name;
              }

              @Override
              public long version() {
                return version;
              }

              @Override
              public List<LabelSetResult> score(float[][] imageEmbeds) {
                ScoredLabel label = new ScoredLabel("x".repeat(chars), null, 1f, 1f);
                return Arrays.stream(imageEmbeds)
                    .map(
                        embed -> new LabelSetResult(name, version, ResultStatus.OK, List.of(label)))
                    .toList();
              }
            }));
  }

  public void delete(String name, long version) {
    put(name, new Lookup.Deleted(version));
  }

  /** The set claims images of this bucket. */
  public void claim(String name, String bucket) {
    claims.put(bucket, name);
    revision++;
  }

  private void put(String name, Lookup lookup) {
    sets.put(name, lookup);
    revision++;
  }

  @Override
  public Lookup lookup(String labelSet) {
    return sets.getOrDefault(labelSet, new Lookup.Unknown());
  }

  @Override
  public Collection<String> claiming(String bucket, String key, Map<String, String> metadata) {
    return claims.containsKey(bucket) ? List.of(claims.get(bucket)) : List.of();
  }

  @Override
  public long revision() {
    return revision;
  }

  private record OneLabel(String name, long version, String topic) implements CurrentLabelSet {
    @Override
    public List<LabelRoute> routes(LabelSetResult result) {
      return topic == null
          ? List.of()
          : List.of(new LabelRoute(name, result.getLabels().get(0).getName(), topic));
    }

    @Override
    public List<LabelSetResult> score(float[][] imageEmbeds) {
      return Arrays.stream(imageEmbeds)
          .map(
              embed ->
                  new LabelSetResult(
                      name,
                      version,
                      ResultStatus.OK,
                      List.of(new ScoredLabel(name + "-" + (char) embed[0], null, 1f, 1f))))
          .toList();
    }
  }
}
