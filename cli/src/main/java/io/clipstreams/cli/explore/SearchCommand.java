package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.search.InstanceClient;
import io.clipstreams.cli.search.SearchAnswer;
import io.clipstreams.cli.search.SearchRequest;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.search.NearestVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code search}: which pictures fit a text, or another picture. */
@Command(
    name = "search",
    customSynopsis = {
      "clip-streams search TEXT DIR [OPTIONS]",
      "clip-streams search --image FILE DIR [OPTIONS]",
      "clip-streams search TEXT --topic --config FILE [--url URL] [OPTIONS]"
    },
    description = {
      "Ranks pictures by how well they fit a text or another picture, by the cosine of their"
          + " embeddings: of all pictures below a folder, or of all that a running application has"
          + " embedded. Every picture is compared; a million take less than a second once they are"
          + " embedded.",
      "With --output json {model,query:{text}|{image},images,results:[{image,uri,similarity}]};"
          + " uri only with --topic; with --url also complete and instances:[{instance,images,"
          + "partitions,failure}]."
    })
public final class SearchCommand implements Callable<Integer> {

  /** Longer than an instance waits for the others. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TEXT DIR",
      arity = "0..2",
      description = "What to look for, taken as it is, and the folder to look in.")
  private List<String> arguments = List.of();

  @Option(names = "--image", paramLabel = "FILE", description = "A picture in place of the text.")
  private String image;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many of the best are shown. Default: ${DEFAULT-VALUE}.")
  private int top;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "With --topic: asks the instance that answers here, such as http://host:8080, which asks"
              + " the others; the topic is not read.")
  private URI url;

  @Mixin private GalleryOptions source;

  @Mixin private ReportOption report;

  @Mixin private Answers answers;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Item query = query();
    Path folder = folder();
    source.requireOne(spec, folder);
    Limits.requirePositive(spec, "--top", top);
    requireUrl();
    report.requireFiles(spec, source);
    PrintWriter err = spec.commandLine().getErr();
    try (ClipModel model = source.loadModel()) {
      float[] vector = new Encoder(model, err).encode(query);
      if (url != null) {
        return ask(new SearchRequest(model.fingerprint(), vector, top), query);
      }
      Gallery gallery = source.open(model, folder, err);
      Found found =
          new Found(
              model.fingerprint(),
              query,
              gallery.size(),
              NearestVectors.of(gallery.vectors(), vector, top).stream()
                  .map(gallery::near)
                  .toList(),
              null,
              null);
      answers.print(spec, found, found.lines());
      report.write(spec, found::page);
      return gallery.exitCode();
    }
  }

  /** An answer that is not complete is a failure: better pictures may exist. */
  private int ask(SearchRequest request, Item query) throws InterruptedException {
    SearchAnswer answer;
    try {
      answer = new InstanceClient(PATIENCE).search(url, request);
    } catch (IOException e) {
      throw new CliException("%s: %s".formatted(url, e.getMessage()), e);
    }
    Found found = Found.by(answer, query);
    answers.print(spec, found, found.lines());
    PrintWriter err = spec.commandLine().getErr();
    answer.failures().forEach(err::println);
    err.flush();
    return answer.complete() ? 0 : 1;
  }

  private void requireUrl() {
    if (url == null) {
      return;
    }
    if (!source.ofTopic()) {
      throw new ParameterException(spec.commandLine(), "--url goes with --topic");
    }
    if (url.getHost() == null
        || !Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
      throw new ParameterException(
          spec.commandLine(), "--url must be like http://host:8080, but is " + url);
    }
    if (top > SearchRequest.MOST) {
      throw new ParameterException(
          spec.commandLine(), "--top must be at most %d with --url".formatted(SearchRequest.MOST));
    }
  }

  private Item query() {
    if (image != null) {
      return Item.ofImage(image);
    }
    if (arguments.isEmpty() || arguments.get(0).isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "Give a text to look for, or a picture with --image");
    }
    return Item.ofText(arguments.get(0));
  }

  /** What follows the text; null where nothing does. */
  private Path folder() {
    int texts = image == null ? 1 : 0;
    if (arguments.size() > texts + 1) {
      throw new ParameterException(spec.commandLine(), "Give either a text or --image, not both");
    }
    return arguments.size() > texts ? Path.of(arguments.get(texts)) : null;
  }
}
