package io.clipstreams.model.hub;

import io.clipstreams.model.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * One file. What is here already, as {@code NAME.part}, is not fetched again; a connection that
 * breaks is taken up where it broke; the file gets its name when its hash is the hub's.
 */
final class Download {

  private static final int ATTEMPTS = 5;
  private static final int BUFFER = 1 << 16;

  private final HubHttp http;
  private final Duration pause;
  private final Duration stall;
  private final PullProgress progress;

  /**
   * @param pause before the second attempt; doubled before each later one
   * @param stall a connection on which nothing comes for so long is given up
   */
  Download(HubHttp http, Duration pause, Duration stall, PullProgress progress) {
    this.http = http;
    this.pause = pause;
    this.stall = stall;
    this.progress = progress;
  }

  void fetch(HubFile file, URI uri, Path target) throws IOException {
    if (file.size() < 0 || file.sha256() == null && file.gitSha1() == null) {
      throw new CheckpointException("the hub gives no size or no hash for " + uri);
    }
    if (Files.exists(target)) {
      progress.update(file.name(), file.size(), file.size());
      return;
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    for (int attempt = 1; size(part) != file.size(); attempt++) {
      long before = size(part);
      try {
        append(file, uri, part);
      } catch (IOException e) {
        if (size(part) > before) {
          attempt = 1;
        }
        if (attempt >= ATTEMPTS) {
          throw new IOException(
              "%s could not be fetched: %s; what is here is kept, run the command again to go on"
                  .formatted(uri, e.getMessage()),
              e);
        }
        sleep(pause.multipliedBy(1L << attempt - 1));
      }
    }
    check(file, part);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private void append(HubFile file, URI uri, Path part) throws IOException {
    long from = size(part);
    if (from > file.size()) {
      Files.delete(part);
      from = 0;
    }
    var response = http.get(uri, from);
    try (InputStream body = response.body();
        StallGuard guard = new StallGuard(body, stall)) {
      switch (response.statusCode()) {
        case 206 -> {}
        case 200 -> from = 0;
        case 401, 403, 404 ->
            throw new CheckpointException("%s: HTTP %d".formatted(uri, response.statusCode()));
        default -> throw new IOException("HTTP " + response.statusCode());
      }
      var mode = from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
      try (OutputStream out =
          Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
        copy(file, body, out, from, guard);
      }
    }
    if (size(part) != file.size()) {
      throw new IOException(
          "the connection ended at %d of %d bytes".formatted(size(part), file.size()));
    }
  }

  /** No more than the file's size, whatever the server sends. */
  private void copy(HubFile file, InputStream body, OutputStream out, long from, StallGuard guard)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    long done = from;
    while (done < file.size()) {
      int count = body.read(buffer, 0, (int) Math.min(buffer.length, file.size() - done));
      if (count < 0) {
        return;
      }
      guard.progressed();
      out.write(buffer, 0, count);
      done += count;
      progress.update(file.name(), done, file.size());
    }
  }

  private static void check(HubFile file, Path part) throws IOException {
    boolean large = file.sha256() != null;
    MessageDigest digest = digest(large ? "SHA-256" : "SHA-1");
    if (!large) {
      // Git names a file by the hash of a header and the content.
      digest.update(("blob " + file.size() + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(part)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    String expected = large ? file.sha256() : file.gitSha1();
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(expected)) {
      Files.delete(part);
      throw new CheckpointException(
          "%s came with the hash %s instead of %s and was thrown away; fetch it again"
              .formatted(file.name(), actual, expected));
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private static void sleep(Duration pause) throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
