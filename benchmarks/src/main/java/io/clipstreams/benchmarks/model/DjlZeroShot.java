package io.clipstreams.benchmarks.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.translator.ZeroShotImageClassificationTranslator;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.VisionLanguageInput;
import ai.djl.translate.TranslateException;
import io.clipstreams.model.Precision;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.program.ClipProgram;
import io.clipstreams.model.program.LinearSpelling;
import io.clipstreams.model.text.ClipTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The peer: DJL's own translator for zero-shot classification, on the same checkpoint as a float32
 * program with the signature that it wants. It takes one image at a time and encodes the labels
 * again for each.
 */
public final class DjlZeroShot implements AutoCloseable {

  private final Model model;
  private final HuggingFaceTokenizer tokenizer;
  private final Predictor<VisionLanguageInput, Classifications> predictor;
  private final Path archive;

  /**
   * Loads the checkpoint.
   *
   * @param interpolation {@code BILINEAR}, DJL's default, or {@code BICUBIC}
   */
  public DjlZeroShot(Path folder, String interpolation) throws IOException {
    CheckpointFolder checkpoint = CheckpointFolder.open(folder);
    archive = Files.createTempFile("zero-shot", ".pt");
    new ClipProgram(Precision.FLOAT32, LinearSpelling.PLAIN).write(checkpoint, archive, forward());
    model = Model.newInstance("zero-shot", Device.cpu(), "PyTorch");
    try {
      model.load(archive, null, Map.of("mapLocation", "true"));
    } catch (MalformedModelException e) {
      throw new IOException(e);
    }
    int context = checkpoint.config().text().maxPositionEmbeddings();
    try (InputStream json = ClipTokenizer.json(checkpoint)) {
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              json,
              Map.of(
                  "truncation",
                  "true",
                  "padding",
                  "true",
                  "maxLength",
                  Integer.toString(context),
                  "modelMaxLength",
                  Integer.toString(context)));
    }
    predictor =
        model.newPredictor(
            ZeroShotImageClassificationTranslator.builder(
                    tokenizer, preprocessing(checkpoint, interpolation))
                .build());
  }

  /** The checkpoint's preprocessing in the translator's words. */
  private static Map<String, String> preprocessing(
      CheckpointFolder checkpoint, String interpolation) {
    int edge = checkpoint.config().vision().imageSize();
    boolean crop = checkpoint.preprocessing().crop() != null;
    return Map.of(
        "width",
        Integer.toString(edge),
        "height",
        Integer.toString(edge),
        crop ? "resizeShort" : "resize",
        "%d,%d,%s".formatted(edge, crop ? -1 : edge, interpolation),
        "centerCrop",
        Boolean.toString(crop),
        "normalize",
        "0.48145466,0.4578275,0.40821073,0.26862954,0.26130258,0.27577711");
  }

  private static String forward() throws IOException {
    try (InputStream in = DjlZeroShot.class.getResourceAsStream("forward.torchscript")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The labels' probabilities, in the order given. */
  public double[] classify(byte[] encoded, List<String> labels) throws IOException {
    try {
      Classifications result =
          predictor.predict(
              new VisionLanguageInput(
                  ImageFactory.getInstance().fromInputStream(new ByteArrayInputStream(encoded)),
                  null,
                  labels.toArray(String[]::new),
                  "{}"));
      return labels.stream().mapToDouble(label -> result.get(label).getProbability()).toArray();
    } catch (TranslateException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    predictor.close();
    model.close();
    tokenizer.close();
    Files.delete(archive);
  }
}
