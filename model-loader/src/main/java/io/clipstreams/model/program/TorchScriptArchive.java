package io.clipstreams.model.program;

import io.clipstreams.model.Precision;
import io.clipstreams.model.checkpoint.Float16;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Writes what {@code torch.jit.load} reads: a zip of stored entries with the source of one class, a
 * pickle of one object of it, and the raw elements of its tensors, each entry aligned to 64 bytes.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md">
 *     the format</a>
 */
public final class TorchScriptArchive {

  private static final int ALIGNMENT = 64;
  private static final String FORMAT_VERSION = "10\n";

  private TorchScriptArchive() {}

  /**
   * Writes the archive under another name first, so that a reader sees a whole file or none.
   *
   * @param file where it goes; its folder is made
   * @param source the program: one class {@code CLASS_NAME}
   * @param className the class
   * @param attributes values of the class's attributes: Integer, Double or String
   * @param tensors the class's attribute {@code w}, a {@code Dict[str, Tensor]}
   */
  public static void write(
      Path file,
      String source,
      String className,
      Map<String, Object> attributes,
      List<ProgramTensor> tensors)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path fresh =
        Files.createTempFile(
            file.toAbsolutePath().getParent(), file.getFileName().toString(), ".tmp");
    try {
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(fresh)) {
        zip.setMethod(ZipEntry.STORED);
        put(zip, "version", FORMAT_VERSION.getBytes(StandardCharsets.US_ASCII));
        put(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        put(zip, "constants.pkl", new PickleWriter().emptyTuple().stop());
        put(zip, "data.pkl", pickle(className, attributes, tensors));
        for (int i = 0; i < tensors.size(); i++) {
          open(zip, "data/" + i);
          write(tensors.get(i), zip);
          zip.closeArchiveEntry();
        }
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void put(ZipArchiveOutputStream zip, String name, byte[] content)
      throws IOException {
    open(zip, name);
    zip.write(content);
    zip.closeArchiveEntry();
  }

  private static void open(ZipArchiveOutputStream zip, String name) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry("archive/" + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setAlignment(ALIGNMENT);
    entry.setTime(0);
    zip.putArchiveEntry(entry);
  }

  private static byte[] pickle(
      String className, Map<String, Object> attributes, List<ProgramTensor> tensors) {
    PickleWriter pickle = new PickleWriter();
    pickle.global("__torch__", className).emptyTuple().newObject().emptyDict().mark();
    pickle.string("training").bool(false);
    attributes.forEach((name, value) -> attribute(pickle.string(name), value));
    pickle.string("w").emptyDict().mark();
    for (int i = 0; i < tensors.size(); i++) {
      tensor(pickle.string(tensors.get(i).name()), tensors.get(i), i);
    }
    return pickle.setItems().setItems().build().stop();
  }

  private static void attribute(PickleWriter pickle, Object value) {
    if (value instanceof Integer integer) {
      pickle.integer(integer);
    } else if (value instanceof Double real) {
      pickle.real(real);
    } else {
      pickle.string((String) value);
    }
  }

  private static void tensor(PickleWriter pickle, ProgramTensor tensor, int number) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
    pickle
        .mark()
        .string("storage")
        .global("torch", storage(tensor.type()))
        .string(Integer.toString(number));
    pickle.string("cpu").integer(tensor.elements()).tuple().persistentId();
    pickle.integer(0).mark();
    for (int dimension : tensor.shape()) {
      pickle.integer(dimension);
    }
    pickle.tuple().mark();
    int stride = tensor.elements();
    for (int dimension : tensor.shape()) {
      stride /= dimension;
      pickle.integer(stride);
    }
    pickle.tuple().bool(false);
    pickle.global("collections", "OrderedDict").emptyTuple().reduce();
    pickle.tuple().reduce();
  }

  private static String storage(Precision type) {
    return switch (type) {
      case FLOAT32 -> "FloatStorage";
      case BFLOAT16 -> "BFloat16Storage";
      case FLOAT16 -> "HalfStorage";
    };
  }

  private static void write(ProgramTensor tensor, OutputStream out) throws IOException {
    int width = tensor.type().bytes();
    tensor
        .values()
        .writeTo(
            (elements, count) -> {
              ByteBuffer bytes = ByteBuffer.allocate(count * width).order(ByteOrder.LITTLE_ENDIAN);
              for (int i = 0; i < count; i++) {
                switch (tensor.type()) {
                  case FLOAT32 -> bytes.putFloat(elements[i]);
                  case BFLOAT16 -> bytes.putShort(bfloat16(elements[i]));
                  case FLOAT16 -> bytes.putShort(Float16.of(elements[i]));
                }
              }
              out.write(bytes.array());
            });
  }

  /** The upper half of a float32, rounded to nearest, ties to even, as PyTorch rounds. */
  static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return 0x7fc0;
    }
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
