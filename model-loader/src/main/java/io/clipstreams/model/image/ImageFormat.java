package io.clipstreams.model.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats that are read, recognised by their first bytes and never by a name. */
enum ImageFormat {
  JPEG("\u00ff\u00d8\u00ff"),
  PNG("\u0089PNG\r\n\u001a\n"),
  WEBP("RIFF....WEBP"),
  BMP("BM"),
  GIF("GIF8");

  /** Latin-1; a dot stands for any byte. */
  private final byte[] signature;

  ImageFormat(String signature) {
    this.signature = signature.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Optional<ImageFormat> of(byte[] encoded) {
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
}
