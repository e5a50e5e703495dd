package io.clipstreams.cli.labels;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.Json;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.client.PublishedLabelSet;

/** Label sets in the JSON that {@code labels get} prints and {@code labels set} takes. */
public final class LabelSetJson {

  private LabelSetJson() {}

  /** With name and version. */
  public static String of(PublishedLabelSet published) {
    return Json.line(
        LabelSetDocument.of(published.name(), published.version(), published.definition()));
  }

  /**
   * Reads a definition; name and version do not count.
   *
   * @throws CliException that says what is wrong
   */
  public static LabelSet parse(String json) {
    try {
      return LabelFile.parseJson(json).toAvro();
    } catch (IllegalArgumentException e) {
      throw new CliException(e.getMessage(), e);
    }
  }
}
