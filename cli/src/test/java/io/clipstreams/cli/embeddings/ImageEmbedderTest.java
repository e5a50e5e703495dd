package io.clipstreams.cli.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clipstreams.cli.CountingModel;
import io.clipstreams.model.ClipModel;
import io.clipstreams.model.ClipModels;
import io.clipstreams.model.ModelOptions;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageEmbedderTest {

  private static ClipModel builtIn;

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void load() {
    builtIn = ClipModels.builtIn(ModelOptions.defaults());
  }

  @AfterAll
  static void unload() {
    builtIn.close();
  }

  @Test
  void embeddingsComeInTheOrderOfTheImagesAcrossBatches() throws Exception {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      files.add(picture("%02d.png".formatted(i), i).toString());
    }

    Embeddings embeddings = embedder(builtIn).embed(files);

    assertThat(embeddings.images()).extracting(EmbeddedImage::location).isEqualTo(files);
    for (int i : new int[] {0, 17, 39}) {
      float[] alone = embedder(builtIn).embed(List.of(files.get(i))).images().get(0).vector();
      assertThat(embeddings.images().get(i).vector()).containsExactly(alone, Offset.offset(0.01f));
    }
  }

  @Test
  void aFolderGivesWhatIsAPictureByItsContentOrName() throws Exception {
    Path first = picture("deep/er/without-ending", 1);
    Path second = picture("z.jpg", 2);
    picture(".hidden/3.png", 3);
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    Path meant = Files.writeString(folder.resolve("zz.png"), "no picture either");

    Embeddings embeddings = embedder(builtIn).embedBelow(List.of(folder));

    assertThat(embeddings.images())
        .extracting(EmbeddedImage::location)
        .containsExactly(first.toString(), second.toString());
    assertThat(embeddings.failures())
        .extracting(Failure::location)
        .containsExactly(meant.toString());
    assertThat(err.toString()).contains("1 file is no picture");
  }

  @Test
  void aFileThatFailsIsNamedAndTheOthersGoOn() throws Exception {
    Path good = picture("good.png", 1);
    Path missing = folder.resolve("missing.png");
    Path broken = Files.write(folder.resolve("broken.png"), truncated(good));

    Embeddings embeddings = embedder(builtIn).embedBelow(List.of(broken, missing, good));

    assertThat(embeddings.images()).hasSize(1);
    assertThat(embeddings.failures())
        .extracting(Failure::location)
        .containsExactly(broken.toString(), missing.toString());
    assertThat(err.toString().lines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("broken.png: ", "ends early"))
        .anySatisfy(line -> assertThat(line).contains("missing.png: no such file"));
  }

  @Test
  void whatTheCacheKnowsCostsNoImageTower() throws Exception {
    List<Path> pictures = List.of(picture("a.png", 1), picture("b.png", 2));
    CountingModel model = new CountingModel(builtIn);
    CacheFolder caches = new CacheFolder(folder.resolve("cache"), 1 << 20);
    Embeddings made;
    try (EmbeddingCache cache = caches.open(model)) {
      made = embedder(model).cachedBy(cache).embedBelow(pictures);
    }
    assertThat(model.images()).isEqualTo(2);
    Path moved = Files.move(pictures.get(0), folder.resolve("moved.png"));

    try (EmbeddingCache cache = caches.open(model)) {
      Embeddings again =
          embedder(model)
              .cachedBy(cache)
              .embedBelow(List.of(moved, pictures.get(1), picture("c.png", 3)));

      assertThat(model.images()).isEqualTo(3);
      assertThat(again.cached()).isEqualTo(2);
      assertThat(again.images().get(0).vector()).isEqualTo(made.images().get(0).vector());
      assertThat(again.images().get(1).vector()).isEqualTo(made.images().get(1).vector());
    }
  }

  @Test
  void theCachesOfModelsThatWereNotUsedForLongestGoFirst() throws Exception {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Path old = Files.write(cache.resolve("old-float32.vectors"), new byte[600]);
    Path newer = Files.write(cache.resolve("newer-float32.vectors"), new byte[600]);
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(newer, FileTime.fromMillis(2_000));

    new CacheFolder(cache, 1_000).open(builtIn).close();

    assertThat(old).doesNotExist();
    assertThat(newer).exists();
  }

  private ImageEmbedder embedder(ClipModel model) {
    return new ImageEmbedder(model, new PrintWriter(err, true));
  }

  private static byte[] truncated(Path picture) throws IOException {
    byte[] whole = Files.readAllBytes(picture);
    return Arrays.copyOf(whole, whole.length / 2);
  }

  private Path picture(String name, int seed) throws IOException {
    BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(seed * 5 % 256, 255 - seed * 6 % 256, seed * 37 % 256));
    graphics.fillOval(seed % 30, seed % 20, 30, 25);
    graphics.dispose();
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
