package io.clipstreams.cli.evaluate;

import io.clipstreams.cli.common.CheckpointOptions;
import io.clipstreams.cli.common.CliException;
import io.clipstreams.cli.common.ConfigOptions;
import io.clipstreams.cli.common.OutputFormat;
import io.clipstreams.cli.embeddings.CacheOptions;
import io.clipstreams.cli.embeddings.EmbeddingCache;
import io.clipstreams.cli.embeddings.ImageListing;
import io.clipstreams.cli.labels.LabelFile;
import io.clipstreams.cli.train.ImageSource;
import io.clipstreams.model.ClipModel;
import io.clipstreams.schemas.Label;
import io.clipstreams.schemas.LabelSet;
import io.clipstreams.topology.labels.content.Templates;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
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

/** {@code evaluate}: how often labels are right on images of which the classes are known. */
@Command(
    name = "evaluate",
    description = {
      "Says how often labels are right on images of which the classes are known: accuracy, top-5,"
          + " precision and recall of each class, what is taken for what, and the worst mistakes."
          + " Local: needs no Kafka.",
      "Answers are those of a running application with the same labels. Several label files are"
          + " compared on the same images, each with each other by McNemar's exact test, with p"
          + " corrected by Holm's method.",
      "With --output json"
          + " {ontology,images,failed,right,accuracy,accuracy95:{low,high},top5,macroF1,"
          + "perClass:[{label,support,predicted,precision,recall,f1}],"
          + "confusion:[{truth,predicted,images}],"
          + "mistakes:[{image,truth,predicted,score,truthScore,place}],labelsWithoutImages,cached,model,precision};"
          + " for several label files a list of these, each with"
          + " mcnemar:[{other,onlyThisRight,onlyOtherRight,p,pHolm}]."
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR|FILE",
      description =
          "A folder with a folder of images for each class; Roboflow's export for CLIP, of which"
              + " the part test is taken; or a list of images, .csv or .tsv with a header or"
              + " .jsonl, with the columns label and file_name (or uri, path, file). Locations are"
              + " paths, from the list's folder on, or s3:// URIs, which need --config.")
  private Path from;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "A label set, in any form that 'labels set -f' takes; repeatable, several are compared."
              + " A label stands for the class of its name; other wordings are its captions. Of a"
              + " _tokenization.txt, prompts are in the order of the classes' names. Default: the"
              + " _tokenization.txt that lies with the images, else the classes' names.")
  private List<Path> labelFiles = List.of();

  @Option(
      names = {"--templates", "--template"},
      paramLabel = "TEMPLATE",
      description =
          "Prompt with {} for the label, or preset:photos, preset:drawings for a list of them,"
              + " instead of the label sets' own; repeatable, several are averaged. Captions stay."
              + " Default: those of the file, else \"a photo of a {}\".")
  private List<String> templates = List.of();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Also writes a page with plots and the pictures of mistakes, which opens from disk and"
              + " needs no network.")
  private Path report;

  @Option(
      names = "--mistakes",
      paramLabel = "N",
      defaultValue = "12",
      description = "How many of the worst mistakes are shown. Default: ${DEFAULT-VALUE}.")
  private int mistakes;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output;

  @Mixin private CheckpointOptions checkpoint;

  @Mixin private CacheOptions caching;

  @Mixin private ConfigOptions config;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    checkUsage();
    Dataset dataset = Dataset.read(from);
    if (!dataset.from().equals(from)) {
      err.println("evaluates " + dataset.from());
    }
    ImageListing.remark(dataset.passedOver()).ifPresent(err::println);
    List<Ontology> ontologies = ontologies(dataset);
    try (ClipModel model = checkpoint.load();
        EmbeddingCache cache = caching.open(model, err);
        ImageSource source = new ImageSource(config::load)) {
      Results results = new Evaluator(model, cache, source, err).evaluate(dataset, ontologies);
      print(results);
      if (report != null) {
        write(new EvaluationReport(results, source, mistakes));
      }
      return results.failures().isEmpty() ? 0 : 1;
    }
  }

  private void checkUsage() {
    for (String template : templates) {
      Templates.problemWith(template)
          .ifPresent(
              problem -> {
                throw usage("Template '%s' %s".formatted(template, problem));
              });
    }
    if (mistakes < 0 || mistakes > 1_000) {
      throw usage("--mistakes must be from 0 to 1000, but is " + mistakes);
    }
    if (report != null && !Files.isDirectory(report.toAbsolutePath().getParent())) {
      throw usage("There is no folder for --report " + report);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Ontology> ontologies(Dataset dataset) {
    List<Path> files =
        labelFiles.isEmpty() ? dataset.prompts().map(List::of).orElse(List.of()) : labelFiles;
    if (files.isEmpty()) {
      LabelSet names =
          LabelSet.newBuilder()
              .setLabels(
                  dataset.classes().stream()
                      .map(name -> Label.newBuilder().setName(name).build())
                      .toList())
              .build();
      return List.of(Ontology.of("class names", templated(names), dataset.classes()));
    }
    List<Ontology> ontologies = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file : files) {
      if (!names.add(file.toString())) {
        throw usage("--labels %s is given twice".formatted(file));
      }
      LabelSet definition = LabelFile.definition(file, dataset.classes());
      ontologies.add(Ontology.of(file.toString(), templated(definition), dataset.classes()));
    }
    return ontologies;
  }

  private LabelSet templated(LabelSet definition) {
    return templates.isEmpty()
        ? definition
        : LabelSet.newBuilder(definition).setTemplates(templates).build();
  }

  private void print(Results results) {
    PrintWriter out = spec.commandLine().getOut();
    if (output == OutputFormat.JSON) {
      out.println(EvaluationJson.line(results, mistakes));
    } else {
      new EvaluationText(results, mistakes).lines().forEach(out::println);
    }
    out.flush();
  }

  private void write(EvaluationReport page) {
    try {
      page.write(report);
    } catch (IOException e) {
      throw new CliException("the report %s cannot be written: %s".formatted(report, e), e);
    }
    PrintWriter err = spec.commandLine().getErr();
    err.println("report: " + report.toAbsolutePath().toUri());
    err.flush();
  }
}
