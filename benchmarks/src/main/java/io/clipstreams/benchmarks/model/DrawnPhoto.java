package io.clipstreams.benchmarks.model;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Pictures with a photograph's share of edges, gradients and grain, the same for each seed. */
public final class DrawnPhoto {

  private static final int SHAPES = 3000;
  private static final double GRAIN = 6;
  private static final float QUALITY = 0.85f;

  private DrawnPhoto() {}

  /** A JPEG of about the size that a camera's would have. */
  public static byte[] jpeg(int width, int height, long seed) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    Random random = new Random(seed);
    draw(image, random);
    byte[] samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < samples.length; i++) {
      double grained = (samples[i] & 0xff) + random.nextGaussian() * GRAIN;
      samples[i] = (byte) Math.max(0, Math.min(255, grained));
    }
    return encode(image);
  }

  private static void draw(BufferedImage image, Random random) {
    int width = image.getWidth();
    int height = image.getHeight();
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(90, 140, 220), 0, height, new Color(70, 90, 40)));
    graphics.fillRect(0, 0, width, height);
    for (int i = 0; i < SHAPES; i++) {
      graphics.setColor(
          new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 60));
      int size = 1 + (int) (width / 8.0 * Math.pow(random.nextDouble(), 3));
      graphics.fillOval(random.nextInt(width), random.nextInt(height), size, size);
    }
    graphics.dispose();
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
