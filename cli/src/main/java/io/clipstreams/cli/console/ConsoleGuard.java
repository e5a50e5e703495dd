package io.clipstreams.cli.console;

import io.clipstreams.cli.http.Answer;
import io.clipstreams.cli.http.Request;
import io.clipstreams.cli.http.Routes.Endpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;

/**
 * Who may do what. Reading is free to all who reach the port, save that a page elsewhere must not
 * reach a console on this machine by a name of its own (DNS rebinding). Changing needs the token in
 * a header, which no page elsewhere can send (a form has no headers, and nothing here allows
 * requests across origins), and must come from a page of this origin.
 */
final class ConsoleGuard {

  static final String TOKEN_HEADER = "X-Console-Token";

  /** Nothing but this origin's own files; no inline script or style; in nobody's frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+))(?::\\d+)?");
  private static final int LOOKS_AT_ONCE = 2;
  private static final int CHANGES_AT_ONCE = 4;

  /** Leaves most of the server's threads to probes, whatever the object store does. */
  private static final int PICTURES_AT_ONCE = 6;

  private final Optional<Password> token;
  private final boolean onlyLocal;
  private final String host;
  private final Semaphore looks = new Semaphore(LOOKS_AT_ONCE);
  private final Semaphore pictures = new Semaphore(PICTURES_AT_ONCE);
  private final Semaphore changes = new Semaphore(CHANGES_AT_ONCE);

  /**
   * @param token empty: nobody may change anything
   * @param host the address that is listened on
   */
  ConsoleGuard(Optional<Password> token, String host) {
    this.token = token;
    this.onlyLocal = isLoopback(host);
    this.host = host.toLowerCase(Locale.ROOT);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Then the port cannot be had either, and that says so.
      return false;
    }
  }

  boolean readOnly() {
    return token.isEmpty();
  }

  /** Everybody may read this. */
  Endpoint open(Endpoint endpoint) {
    return request -> secured(isForeignHost(request) ? foreign() : endpoint.answer(request));
  }

  /** The same for what takes time: a few at a time, and who comes more often is told so. */
  Endpoint costly(Endpoint endpoint) {
    return open(request -> bounded(looks, endpoint, request));
  }

  /** The same for pictures, of which a page wants many. */
  Endpoint picture(Endpoint endpoint) {
    return open(request -> bounded(pictures, endpoint, request));
  }

  /** Only who has the token may do this, from a page of this origin. */
  Endpoint changing(Endpoint endpoint) {
    return request -> {
      Answer answer;
      if (isForeignHost(request) || isCrossOrigin(request)) {
        answer = foreign();
      } else if (readOnly()) {
        answer = Answer.text(403, "read-only: console.token is not set");
      } else if (!hasToken(request)) {
        answer = Answer.text(401, "the token is missing, or another one");
      } else {
        answer = bounded(changes, endpoint, request);
      }
      return secured(answer);
    };
  }

  private static Answer bounded(Semaphore slots, Endpoint endpoint, Request request)
      throws Exception {
    if (!slots.tryAcquire()) {
      return Answer.text(429, "others are at work; try again");
    }
    try {
      return endpoint.answer(request);
    } finally {
      slots.release();
    }
  }

  private static Answer foreign() {
    return Answer.text(403, "not from this console's own page");
  }

  private boolean hasToken(Request request) {
    byte[] given = request.header(TOKEN_HEADER).orElse("").getBytes(StandardCharsets.UTF_8);
    byte[] wanted = token.orElseThrow().value().getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, wanted);
  }

  private boolean isForeignHost(Request request) {
    String asked = hostOf(request.header("Host").orElse("")).toLowerCase(Locale.ROOT);
    return onlyLocal && !LOOPBACK.contains(asked) && !host.equals(asked);
  }

  private static boolean isCrossOrigin(Request request) {
    String site = request.header("Sec-Fetch-Site").orElse("same-origin");
    Optional<String> origin = request.header("Origin");
    boolean otherOrigin =
        origin.isPresent()
            && !origin
                .get()
                .replaceFirst("^https?://", "")
                .equals(request.header("Host").orElse(""));
    return otherOrigin || !(site.equals("same-origin") || site.equals("none"));
  }

  private static String hostOf(String header) {
    Matcher parts = HOST.matcher(header);
    if (!parts.matches()) {
      return "";
    }
    return parts.group(1) == null ? parts.group(2) : parts.group(1);
  }

  private static Answer secured(Answer answer) {
    Answer secured =
        answer
            .with("Content-Security-Policy", POLICY)
            .with("Referrer-Policy", "no-referrer")
            .with("Cross-Origin-Resource-Policy", "same-origin");
    return answer.headers().containsKey("Cache-Control")
        ? secured
        : secured.with("Cache-Control", "no-store");
  }
}
