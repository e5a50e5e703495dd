package io.clipstreams.topology.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to addresses of the public internet alone. The HTTP client connects to what this
 * returns and asks nobody again: so a name that answers differently the next time leads nowhere
 * else. Safe for use by many threads; blocks as long as the system's resolver does.
 */
final class PublicAddresses implements DnsResolver {

  private final Lookup lookup;
  private final Predicate<InetAddress> allowed;

  /** The system's resolver. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** All addresses of a host were refused. */
  static final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String message) {
      super(message);
    }
  }

  PublicAddresses() {
    this(InetAddress::getAllByName, PublicAddresses::isPublic);
  }

  PublicAddresses(Lookup lookup, Predicate<InetAddress> allowed) {
    this.lookup = lookup;
    this.allowed = allowed;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = lookup.addresses(host);
    InetAddress[] usable = Arrays.stream(found).filter(allowed).toArray(InetAddress[]::new);
    if (usable.length == 0) {
      throw new ForbiddenAddressException(
          "%s leads to %s: not an address of the public internet"
              .formatted(
                  host, Arrays.stream(found).map(InetAddress::getHostAddress).distinct().toList()));
    }
    return usable;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** Whether anybody's host can have this address: no loopback, private, link-local … network. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublicV4(bytes) : isPublicV6(bytes);
  }

  /** Refuses what IANA's registry of special addresses does not call globally reachable. */
  private static boolean isPublicV4(byte[] address) {
    int first = address[0] & 0xff;
    int second = address[1] & 0xff;
    int third = address[2] & 0xff;
    return switch (first) {
      case 0, 10, 127 -> false;
      // Shared by a carrier's customers; some clouds have their metadata there.
      case 100 -> second < 64 || second > 127;
      // Link-local, where clouds have their metadata.
      case 169 -> second != 254;
      case 172 -> second < 16 || second > 31;
      // Private; protocol assignments; documentation; relays from 6to4.
      case 192 ->
          second != 168
              && !(second == 0 && (third == 0 || third == 2))
              && !(second == 88 && third == 99);
      // Benchmarks; documentation.
      case 198 -> second != 18 && second != 19 && !(second == 51 && third == 100);
      case 203 -> !(second == 0 && third == 113);
      // Multicast, reserved and broadcast.
      default -> first < 224;
    };
  }

  /**
   * Only global unicast, and of that nothing that carries an IPv4 address or is set apart: so no
   * loopback, link-local, unique local, multicast, mapped or translated address.
   */
  private static boolean isPublicV6(byte[] address) {
    int first = (address[0] & 0xff) << 8 | address[1] & 0xff;
    int second = (address[2] & 0xff) << 8 | address[3] & 0xff;
    boolean globalUnicast = first >>> 13 == 1;
    boolean protocolAssignments = first == 0x2001 && second < 0x0200;
    boolean documentation =
        first == 0x2001 && second == 0x0db8 || first == 0x3fff && second < 0x1000;
    boolean sixToFour = first == 0x2002;
    return globalUnicast && !protocolAssignments && !documentation && !sixToFour;
  }
}
