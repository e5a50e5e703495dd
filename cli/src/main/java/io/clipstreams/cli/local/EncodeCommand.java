package io.clipstreams.cli.local;

import io.clipstreams.cli.common.CheckpointOptions;
import io.clipstreams.cli.common.Json;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.embeddings.Embeddings;
import io.clipstreams.cli.embeddings.ImageEmbedder;
import io.clipstreams.model.ClipModel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code encode}: unit embeddings of pictures and texts. */
@Command(
    name = "encode",
    description = "Prints the unit embeddings of pictures and texts. Local: needs no Kafka.")
public final class EncodeCommand implements Callable<Integer> {

  private static final int TEXT_BATCH = 64;

  @Spec private CommandSpec spec;

  @Option(names = "--image", paramLabel = "FILE", description = "A picture; repeatable.")
  private List<String> images = List.of();

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "A text, taken as it is; repeatable. May be empty.")
  private List<String> texts = List.of();

  @Mixin private CheckpointOptions checkpoint;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  @Override
  public Integer call() throws InterruptedException {
    if (images.isEmpty() && texts.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Give at least one --image or --text");
    }
    try (ClipModel model = checkpoint.load()) {
      Embeddings embedded = new ImageEmbedder(model, spec.commandLine().getErr()).embed(images);
      List<ImageEmbedding> imageEmbeddings =
          embedded.images().stream()
              .map(image -> new ImageEmbedding(image.location(), image.vector()))
              .toList();
      print(new Encoded(model.fingerprint(), imageEmbeddings, embedTexts(model)));
      return embedded.failures().isEmpty() ? 0 : 1;
    }
  }

  private List<TextEmbedding> embedTexts(ClipModel model) {
    List<TextEmbedding> embeddings = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += TEXT_BATCH) {
      List<String> slice = texts.subList(from, Math.min(texts.size(), from + TEXT_BATCH));
      float[][] embeds = model.encodeTexts(slice);
      for (int i = 0; i < embeds.length; i++) {
        embeddings.add(new TextEmbedding(slice.get(i), embeds[i]));
      }
    }
    return embeddings;
  }

  private void print(Encoded encoded) {
    PrintWriter out = spec.commandLine().getOut();
    if (output == OutputFormat.JSON) {
      out.println(Json.line(encoded));
    } else {
      out.println("model\t" + encoded.model());
      encoded.images().forEach(e -> out.println(row("image", e.file(), e.embedding())));
      encoded.texts().forEach(e -> out.println(row("text", e.text(), e.embedding())));
    }
    out.flush();
  }

  private static String row(String kind, String name, float[] embedding) {
    StringBuilder row = new StringBuilder(kind).append('\t').append(name).append('\t');
    for (float value : embedding) {
      row.append(value).append(' ');
    }
    return row.toString().stripTrailing();
  }

  record Encoded(String model, List<ImageEmbedding> images, List<TextEmbedding> texts) {}

  record ImageEmbedding(String file, float[] embedding) {}

  record TextEmbedding(String text, float[] embedding) {}
}
