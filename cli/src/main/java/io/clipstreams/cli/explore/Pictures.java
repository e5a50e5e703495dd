package io.clipstreams.cli.explore;

import io.clipstreams.cli.embeddings.LocalFiles;
import io.clipstreams.cli.report.Figure;
import io.clipstreams.cli.report.Html;
import io.clipstreams.cli.report.Thumbnails;
import io.clipstreams.model.ImageRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files as small pictures of a report. One thread. */
final class Pictures {

  private final Thumbnails thumbnails = new Thumbnails();

  /** A file with its name and what is to be said of it. */
  Figure figure(String file, String remark) {
    return new Figure(
        thumbnail(file),
        file,
        Html.of(
            List.of(
                Html.strong(remark),
                Html.text(" "),
                Html.faint(Path.of(file).getFileName().toString()))));
  }

  /** None of a file that has changed since it was embedded; the page then shows its name alone. */
  private Optional<String> thumbnail(String file) {
    try {
      return Optional.of(thumbnails.of(LocalFiles.read(file)));
    } catch (IOException | ImageRefusedException e) {
      return Optional.empty();
    }
  }
}
