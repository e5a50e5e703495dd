package io.clipstreams.schemas.registry;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** One address of the registry, without credentials, and the header that carries them. */
record RegistryAddress(String url, Optional<String> authorization) {

  static RegistryAddress of(URI uri, Optional<String> userInfo) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new RegistryAddress(
        uri.getScheme() + "://" + uri.getHost() + port + path,
        userInfo.map(RegistryAddress::basic));
  }

  private static String basic(String userInfo) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  URI resolve(String path) {
    return URI.create(url + path);
  }

  /** Never shows the credentials. */
  @Override
  public String toString() {
    return url;
  }
}
