package io.clipstreams.cli.search;

import io.clipstreams.topology.config.ClipStreamsConfig;
import io.clipstreams.topology.config.KafkaSettings;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where other instances reach this one, where the configuration does not say so. */
public final class OwnAddress {

  private OwnAddress() {}

  /**
   * The configuration with {@code application.server} in it.
   *
   * @param url at which this process answers; empty where it does not, and then nothing is added
   */
  public static ClipStreamsConfig in(ClipStreamsConfig config, Optional<String> url) {
    if (config.kafka().applicationServer().isPresent() || url.isEmpty()) {
      return config;
    }
    Map<String, Object> settings = new HashMap<>(config.originals());
    settings.put(KafkaSettings.APPLICATION_SERVER, of(URI.create(url.get())));
    return new ClipStreamsConfig(settings);
  }

  private static String of(URI url) {
    return "%s:%d".formatted(isAll(url.getHost()) ? machine() : url.getHost(), url.getPort());
  }

  private static boolean isAll(String host) {
    try {
      return InetAddress.getByName(host).isAnyLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The first address that other machines can reach, else the loopback. */
  private static String machine() {
    try {
      Enumeration<NetworkInterface> interfaces = NetworkInterface.getNetworkInterfaces();
      while (interfaces.hasMoreElements()) {
        NetworkInterface one = interfaces.nextElement();
        if (one.isUp() && !one.isLoopback() && !one.isVirtual()) {
          Optional<InetAddress> found =
              one.inetAddresses()
                  .filter(address -> address instanceof Inet4Address)
                  .filter(address -> !address.isLinkLocalAddress())
                  .findFirst();
          if (found.isPresent()) {
            return found.get().getHostAddress();
          }
        }
      }
    } catch (SocketException e) {
      throw new IllegalStateException(
          "the addresses of this machine cannot be read; set " + KafkaSettings.APPLICATION_SERVER,
          e);
    }
    return InetAddress.getLoopbackAddress().getHostAddress();
  }
}
