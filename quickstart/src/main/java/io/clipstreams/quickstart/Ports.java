package io.clipstreams.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Free ports of the loopback interface. A port that is free now can be taken a moment later, so
 * whoever uses one tries again with others when it clashes.
 */
final class Ports {

  /** How often a server is tried with new ports before its clash counts as an error. */
  static final int ATTEMPTS = 4;

  private static final Logger log = LoggerFactory.getLogger(Ports.class);

  private Ports() {}

  /** Ports that are free at this moment, all different. */
  static List<Integer> free(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      try {
        for (int i = 0; i < count; i++) {
          held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        return held.stream().map(ServerSocket::getLocalPort).toList();
      } finally {
        for (ServerSocket socket : held) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on the loopback interface", e);
    }
  }

  /**
   * Starts something that listens, with new ports after each clash.
   *
   * @param start throws {@link PortClashException} when another process has taken its port
   */
  static <T> T retryOnClash(Supplier<T> start) {
    for (int attempt = 1; ; attempt++) {
      try {
        return start.get();
      } catch (PortClashException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        log.info("{}; trying other ports", e.getMessage());
      }
    }
  }

  /** The port was taken between the moment it was found free and the moment it was bound. */
  static final class PortClashException extends LocalServerException {

    private static final long serialVersionUID = 1L;

    PortClashException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
