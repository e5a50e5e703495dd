package io.clipstreams.topology.source;

import java.util.List;

/**
 * Which objects' events are wanted, by key.
 *
 * @param prefixes one of which the key must begin with; none: any key
 * @param suffixes one of which the key must end with; none: any key
 */
public record KeyFilter(List<String> prefixes, List<String> suffixes) {

  /** Takes everything. */
  public static final KeyFilter ALL = new KeyFilter(List.of(), List.of());

  public KeyFilter {
    prefixes = List.copyOf(prefixes);
    suffixes = List.copyOf(suffixes);
  }

  boolean takes(String key) {
    return (prefixes.isEmpty() || prefixes.stream().anyMatch(key::startsWith))
        && (suffixes.isEmpty() || suffixes.stream().anyMatch(key::endsWith));
  }
}
