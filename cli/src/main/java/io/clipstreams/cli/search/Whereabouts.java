package io.clipstreams.cli.search;

import java.util.List;

/**
 * Which instances hold the images now, as far as this one knows.
 *
 * @param self this instance's address
 * @param here whether this instance holds some
 * @param others addresses of the other instances that do
 * @param topic that the images come from
 * @param partitions how many it has: all of them must have been searched
 */
record Whereabouts(String self, boolean here, List<String> others, String topic, int partitions) {

  Whereabouts {
    others = List.copyOf(others);
  }
}
