package io.clipstreams.topology.labels.task;

import io.clipstreams.schemas.LabelSet;
import java.util.Optional;

/**
 * A definition that is accepted. It and its parts stay in the store until its version is published
 * or superseded, so that a restart finds them.
 *
 * @param source the record that it came in
 * @param head its content, or that of the upload's head; null for a tombstone
 */
record Accepted(StoredDefinition source, LabelSet head) {

  /** How the keys of its parts begin, if it came in parts. */
  Optional<String> uploadKeys() {
    return head == null || head.getUpload() == null
        ? Optional.empty()
        : Optional.of(Upload.keyPrefix(source.name(), head));
  }
}
