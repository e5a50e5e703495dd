package io.clipstreams.cli.search;

import java.util.List;

/**
 * Which instances hold the images now.
 *
 * @param self this instance's address; null where it has none
 * @param others addresses of the other instances that hold some
 * @param missing what no address is known for, in words: partitions that nobody has now, instances
 *     that do not say where they are
 */
record Whereabouts(String self, List<String> others, List<String> missing) {
  Whereabouts {
    others = List.copyOf(others);
    missing = List.copyOf(missing);
  }
}
