package io.clipstreams.model.runtime;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.clipstreams.model.ClassifierHead;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.HeadSpec;
import io.clipstreams.model.ModelOptions;
import io.clipstreams.model.Pixels;
import io.clipstreams.model.Precision;
import io.clipstreams.model.Preprocessor;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.ClipConfig;
import io.clipstreams.model.checkpoint.Fingerprint;
import io.clipstreams.model.image.ClipPreprocessor;
import io.clipstreams.model.program.ClipProgram;
import io.clipstreams.model.program.HeadProgram;
import io.clipstreams.model.text.ClipTokenizer;
import io.clipstreams.model.text.TextBatch;
import io.clipstreams.model.text.TokenizedText;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A checkpoint on its devices. Every method may be called from any thread: what is native runs on
 * the thread of a {@link DeviceWorker}; tokenizing and preprocessing run on the caller's.
 */
public final class TorchClipModel implements ClipModel {

  /** Texts that go through the tower at once; longer lists are divided by length. */
  private static final int TEXT_BATCH = 32;

  private final ClipConfig config;
  private final String fingerprint;
  private final float logitScale;
  private final Precision precision;
  private final ClipTokenizer tokenizer;
  private final Preprocessor preprocessor;
  private final DevicePool devices;
  private final Lifetime lifetime = new Lifetime();

  private TorchClipModel(
      CheckpointFolder checkpoint,
      String fingerprint,
      Precision precision,
      DevicePool devices,
      ClipTokenizer tokenizer,
      ModelOptions options) {
    this.config = checkpoint.config();
    this.fingerprint = fingerprint;
    this.precision = precision;
    this.devices = devices;
    this.tokenizer = tokenizer;
    this.preprocessor = new ClipPreprocessor(checkpoint.preprocessing(), options);
    this.logitScale = (float) Math.exp(devices.call("logit_scale", manager -> new NDList())[0]);
  }

  /** Loads the checkpoint and runs both towers once, so that the first call is not slower. */
  public static TorchClipModel load(CheckpointFolder checkpoint, ModelOptions options) {
    String fingerprint = new Fingerprint(options.cacheDir()).of(checkpoint);
    Engine engine = Torch.engine();
    List<Device> places = Torch.devices(engine, options.device());
    Torch.limitThreads(options.threads());
    ClipProgram program = ProgramChoice.of(options, places);
    Path archive = program.inCache(checkpoint, fingerprint, options.cacheDir());
    ClipTokenizer tokenizer = ClipTokenizer.load(checkpoint);
    DevicePool devices = null;
    try {
      devices = DevicePool.start(places, archive, HeadProgram.inCache(options.cacheDir()));
      TorchClipModel model =
          new TorchClipModel(
              checkpoint, fingerprint, program.precision(), devices, tokenizer, options);
      model.warmUp();
      return model;
    } catch (RuntimeException e) {
      tokenizer.close();
      if (devices != null) {
        devices.close();
      }
      throw e;
    }
  }

  private void warmUp() {
    int edge = config.vision().imageSize();
    Pixels black = new Pixels(edge, edge, new byte[edge * edge * 3]);
    for (int i = 0; i < 2 * devices.size(); i++) {
      encodeImages(List.of(black));
      encodeTexts(List.of(""));
    }
  }

  @Override
  public float[][] encodeImages(List<Pixels> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("there is no image to encode");
    }
    return lifetime.during(() -> imageEmbeds(images));
  }

  private float[][] imageEmbeds(List<Pixels> images) {
    int edge = config.vision().imageSize();
    ByteBuffer batch =
        ByteBuffer.allocateDirect(Math.multiplyExact(images.size(), edge * edge * 3));
    for (Pixels image : images) {
      if (image.height() != edge || image.width() != edge) {
        throw new IllegalArgumentException(
            "the image tower takes %d × %d pixels, not %d × %d"
                .formatted(edge, edge, image.height(), image.width()));
      }
      batch.put(image.rgb());
    }
    batch.flip();
    Shape shape = new Shape(images.size(), edge, edge, 3);
    return rows(
        devices.call(
            "encode_image", manager -> new NDList(manager.create(batch, shape, DataType.UINT8))),
        images.size());
  }

  @Override
  public float[][] encodeTexts(List<String> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("there is no text to encode");
    }
    return lifetime.during(() -> textEmbeds(texts));
  }

  private float[][] textEmbeds(List<String> texts) {
    List<TokenizedText> tokenized = texts.stream().map(tokenizer::tokenize).toList();
    float[][] embeddings = new float[texts.size()][];
    for (TextBatch batch : TextBatch.divide(tokenized, TEXT_BATCH)) {
      float[][] encoded =
          rows(devices.call("encode_text", manager -> inputs(manager, batch)), batch.size());
      for (int row = 0; row < encoded.length; row++) {
        embeddings[batch.positions()[row]] = encoded[row];
      }
    }
    return embeddings;
  }

  private static NDList inputs(NDManager manager, TextBatch batch) {
    return new NDList(
        manager.create(batch.inputIds(), new Shape(batch.size(), batch.length())),
        manager.create(batch.ends()));
  }

  private static float[][] rows(float[] matrix, int rows) {
    int width = matrix.length / rows;
    return IntStream.range(0, rows)
        .mapToObj(row -> Arrays.copyOfRange(matrix, row * width, (row + 1) * width))
        .toArray(float[][]::new);
  }

  @Override
  public ClassifierHead head(HeadSpec spec) {
    if (spec.dimension() != dimension()) {
      throw new IllegalArgumentException(
          "a head of dimension %d does not fit embeddings of %d"
              .formatted(spec.dimension(), dimension()));
    }
    return new DeviceHead(spec, devices, lifetime);
  }

  @Override
  public boolean truncates(String text) {
    return lifetime.during(() -> tokenizer.tokenize(text).truncated());
  }

  @Override
  public float logitScale() {
    return logitScale;
  }

  @Override
  public int dimension() {
    return config.projectionDim();
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public String device() {
    return devices.names();
  }

  @Override
  public Preprocessor preprocessor() {
    return preprocessor;
  }

  @Override
  public void close() {
    lifetime.end(
        () -> {
          devices.close();
          tokenizer.close();
        });
  }
}
