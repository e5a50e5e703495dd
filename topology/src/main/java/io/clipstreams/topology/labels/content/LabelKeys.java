package io.clipstreams.topology.labels.content;

import io.clipstreams.schemas.LabelManifest;
import io.clipstreams.schemas.LabelPage;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The keys of clip.label-vectors and clip.label-sets. */
public final class LabelKeys {

  public static final String VECTOR = "vector/";
  public static final String PAGE = "page/";
  public static final String MANIFEST = "manifest/";

  /** Divides the name of a set, the upload's id and the part's number; no name contains it. */
  static final char PART_DIVIDER = '#';

  private LabelKeys() {}

  /** {@code page/HASH}, of the page's Avro binary. */
  public static String page(LabelPage page) {
    return PAGE + new Digest().add(ByteBuffer.wrap(AvroBinary.of(page))).hex();
  }

  /** {@code manifest/MODEL/VERSION/SET}. */
  public static String manifest(LabelManifest manifest) {
    return MANIFEST
        + manifest.getModel()
        + "/"
        + manifest.getVersion()
        + "/"
        + manifest.getLabelSet();
  }

  /** The key of one part of an upload: {@code SET#UPLOAD#PART}. */
  public static String part(String labelSet, String upload, int part) {
    return labelSet + PART_DIVIDER + upload + PART_DIVIDER + part;
  }

  /** Whether this is the key of a part rather than of a definition. */
  public static boolean isPart(String key) {
    return key.indexOf(PART_DIVIDER) >= 0;
  }

  /** Why this cannot name a label set; empty when it can. */
  public static Optional<String> problemWithName(String labelSet) {
    if (labelSet.isBlank()) {
      return Optional.of("the name of the label set, the record's key, is empty");
    }
    if (labelSet.length() > 200) {
      return Optional.of("the name of the label set is longer than 200 characters");
    }
    if (isPart(labelSet) || labelSet.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("the name of the label set contains # or a control character");
    }
    return Optional.empty();
  }
}
