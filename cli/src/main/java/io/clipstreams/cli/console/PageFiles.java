package io.clipstreams.cli.console;

import io.clipstreams.cli.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that the browser runs, from the class path. */
final class PageFiles {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private static final String[] FILES = {
    "index.html",
    "console.css",
    "main.js",
    "dom.js",
    "api.js",
    "stream.js",
    "rates.js",
    "labels.js",
    "letters.js",
    "search.js",
    "icon.svg"
  };

  private PageFiles() {}

  /** By path; the page itself is {@code /}. */
  static Map<String, Answer> all() {
    Map<String, Answer> files = new LinkedHashMap<>();
    for (String file : FILES) {
      String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
      String path = file.equals("index.html") ? "/" : "/console/" + file;
      files.put(path, Answer.of(200, type, read(file)).with("Cache-Control", "no-cache"));
    }
    return files;
  }

  private static byte[] read(String file) {
    try (InputStream in = PageFiles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
