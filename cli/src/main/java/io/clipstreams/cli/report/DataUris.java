package io.clipstreams.cli.report;

import java.util.Base64;

/** Contents as addresses. */
final class DataUris {

  private DataUris() {}

  static String of(String mediaType, byte[] content) {
    return "data:%s;base64,%s".formatted(mediaType, Base64.getEncoder().encodeToString(content));
  }

  static void requireOne(String uri) {
    if (!uri.matches("data:image/[a-z+]+;base64,[A-Za-z0-9+/=]*")) {
      throw new IllegalArgumentException("this is no picture as a data URI");
    }
  }
}
