package io.clipstreams.model.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats that are read, recognised by their first bytes and never by a name. */
public enum ImageFormat {
  JPEG("\u00ff\u00d8\u00ff"),
  PNG("\u0089PNG\r\n\u001a\n"),
  WEBP("RIFF....WEBP"),
  BMP("BM"),
  GIF("GIF8");

  /** So many bytes tell the format. */
  public static final int SIGNATURE_BYTES = 12;

  private static final byte GIF_TRAILER = ';';

  /** Latin-1; a dot stands for any byte. */
  private final byte[] signature;

  ImageFormat(String signature) {
    this.signature = signature.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The format of a file.
   *
   * @param encoded its bytes, or the first {@link #SIGNATURE_BYTES} of them
   */
  public static Optional<ImageFormat> of(byte[] encoded) {
    return Arrays.stream(values()).filter(format -> format.matches(encoded)).findFirst();
  }

  private boolean matches(byte[] encoded) {
    if (encoded.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if (signature[i] != '.' && signature[i] != encoded[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the file's own structure says that something is missing at its end. Asked only of files
   * that could not be decoded, to tell why.
   */
  boolean endsEarly(byte[] encoded) {
    return switch (this) {
      case PNG -> Chunks.inPng(encoded, "IEND").isEmpty();
      case GIF -> encoded[encoded.length - 1] != GIF_TRAILER;
      case JPEG, WEBP, BMP -> false;
    };
  }
}
