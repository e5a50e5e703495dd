package io.clipstreams.model.hub;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A hub of one repository, {@code owner/clip}, that speaks the real one's API over HTTP: redirects,
 * ranges, and connections that break where a test wants it.
 */
final class LocalHub implements AutoCloseable {

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, Map<String, byte[]>> revisions = new LinkedHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private int bytesBeforeBreak = Integer.MAX_VALUE;
  private int breaks;
  private byte[] falsified;
  private final AtomicBoolean stall = new AtomicBoolean();

  LocalHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/models/owner/clip/revision/", this::snapshot);
    server.createContext("/api/models/owner/clip/refs", this::refs);
    server.createContext("/owner/clip/resolve/" + COMMIT + "/", this::redirect);
    server.createContext("/content/", this::content);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  LocalHub with(String revision, Map<String, byte[]> files) {
    revisions.put(revision, files);
    return this;
  }

  /** The next responses end after so many bytes. */
  void breakConnections(int times, int afterBytes) {
    breaks = times;
    bytesBeforeBreak = afterBytes;
  }

  /** The next response for content stops half-way, its connection open. */
  void stallOnce() {
    stall.set(true);
  }

  /** The large file has this content, though the hub says something else. */
  void falsify(byte[] content) {
    falsified = content;
  }

  /** Path and range of each request for content. */
  List<String> requests() {
    return requests;
  }

  private void snapshot(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Map<String, byte[]> files = revisions.get(path.substring(path.indexOf("revision/") + 9));
    if (files == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    ObjectNode answer = MAPPER.createObjectNode().put("sha", COMMIT);
    var siblings = answer.putArray("siblings");
    files.forEach(
        (name, content) -> {
          ObjectNode file = siblings.addObject().put("rfilename", name).put("size", content.length);
          byte[] header = ("blob " + content.length + "\0").getBytes();
          file.put("blobId", hash("SHA-1", header, content));
          if (name.endsWith(".safetensors")) {
            file.putObject("lfs").put("sha256", hash("SHA-256", content));
          }
        });
    send(exchange, 200, MAPPER.writeValueAsBytes(answer));
  }

  private void refs(HttpExchange exchange) throws IOException {
    ObjectNode answer = MAPPER.createObjectNode();
    var pullRequests = answer.putArray("pullRequests");
    revisions.keySet().stream()
        .filter(revision -> revision.startsWith("refs/pr/"))
        .forEach(revision -> pullRequests.addObject().put("ref", revision));
    send(exchange, 200, MAPPER.writeValueAsBytes(answer));
  }

  private void redirect(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    exchange
        .getResponseHeaders()
        .add("Location", "/content" + path.substring(path.lastIndexOf('/')));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void content(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().substring("/content/".length());
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(name + (range == null ? "" : " " + range));
    byte[] content = revisions.get("main").get(name);
    if (falsified != null && name.endsWith(".safetensors")) {
      content = falsified;
    }
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    byte[] part = Arrays.copyOfRange(content, from, content.length);
    if (stall.compareAndSet(true, false)) {
      exchange.sendResponseHeaders(range == null ? 200 : 206, part.length);
      exchange.getResponseBody().write(part, 0, part.length / 2);
      exchange.getResponseBody().flush();
      return;
    }
    if (breaks > 0 && part.length > bytesBeforeBreak) {
      breaks--;
      exchange.sendResponseHeaders(range == null ? 200 : 206, part.length);
      exchange.getResponseBody().write(part, 0, bytesBeforeBreak);
      exchange.getResponseBody().flush();
      exchange.close();
      return;
    }
    send(exchange, range == null ? 200 : 206, part);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String hash(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    ((ExecutorService) server.getExecutor()).shutdownNow();
  }
}
