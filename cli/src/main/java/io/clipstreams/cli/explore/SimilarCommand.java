package io.clipstreams.cli.explore;

import io.clipstreams.cli.common.CheckpointOptions;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.DotProduct;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code similar}: how alike pictures and texts are. */
@Command(
    name = "similar",
    description = {
      "Says how alike pictures and texts are, as the cosine of their embeddings: 1 is the same, 0"
          + " has nothing in common. Two give one number, and what it means, which for two pictures"
          + " is a rule of thumb, since each model has a scale of its own; several give a table."
          + " Local: needs no Kafka.",
      "An argument that is a file is a picture, any other a text; --image and --text settle it.",
      "With --output json {model,items:[{image}|{text}],similarities:[[…]]}; of two also"
          + " similarity and meaning."
    })
public final class SimilarCommand implements Callable<Integer> {

  /** A table of more is no table that anybody reads, and grows with the square. */
  private static final int MOST = 1_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE|TEXT",
      arity = "0..*",
      description = "Pictures and texts, at least two with --image and --text.")
  private List<String> arguments = List.of();

  @Option(names = "--image", paramLabel = "FILE", description = "A picture; repeatable.")
  private List<String> images = List.of();

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "A text, taken as it is; repeatable.")
  private List<String> texts = List.of();

  @Mixin private CheckpointOptions checkpoint;

  @Mixin private Answers answers;

  @Override
  public Integer call() throws InterruptedException {
    List<Item> items = items();
    PrintWriter err = spec.commandLine().getErr();
    try (ClipModel model = checkpoint.load()) {
      Encoder encoder = new Encoder(model, err);
      List<float[]> vectors = new ArrayList<>();
      for (Item item : items) {
        vectors.add(encoder.encode(item));
      }
      String meaning = items.size() == 2 ? new Meaning(encoder).of(items, vectors) : null;
      Compared compared =
          new Compared(model.fingerprint(), items, table(vectors), pair(vectors), meaning);
      answers.print(spec, compared, compared.lines());
    }
    return 0;
  }

  private List<Item> items() {
    List<Item> items;
    try {
      items =
          Stream.of(
                  arguments.stream().map(Item::of),
                  images.stream().map(Item::ofImage),
                  texts.stream().map(Item::ofText))
              .flatMap(stream -> stream)
              .toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (items.size() < 2 || items.size() > MOST) {
      throw new ParameterException(
          spec.commandLine(),
          "Give two pictures or texts, or more, up to %,d; there are %,d"
              .formatted(MOST, items.size()));
    }
    return items;
  }

  private static float[][] table(List<float[]> vectors) {
    return vectors.stream()
        .map(
            a -> {
              float[] row = new float[vectors.size()];
              for (int i = 0; i < row.length; i++) {
                row[i] = DotProduct.of(a, vectors.get(i));
              }
              return row;
            })
        .toArray(float[][]::new);
  }

  private static Float pair(List<float[]> vectors) {
    return vectors.size() == 2 ? DotProduct.of(vectors.get(0), vectors.get(1)) : null;
  }
}
