package io.clipstreams.model;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Plain drawings of everyday shapes, each on another ground, turned, sized and coloured by chance.
 */
public final class Drawings {

  /** What is drawn, one after the other. */
  public static final List<String> LABELS =
      List.of(
          "a circle",
          "a square",
          "a star",
          "a heart",
          "a crescent moon",
          "a triangle",
          "a sun",
          "a house",
          "a tree",
          "a cross",
          "an arrow",
          "a diamond");

  private static final int SIZE = 128;

  private Drawings() {}

  /** The drawing of that number as PNG; its label is number modulo the labels. */
  public static byte[] png(int number) {
    Random random = new Random(number);
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.getHSBColor(random.nextFloat(), 0.2f * random.nextFloat(), 1));
    graphics.fillRect(0, 0, SIZE, SIZE);
    graphics.translate(54 + random.nextInt(20), 54 + random.nextInt(20));
    graphics.rotate(0.4 * (random.nextDouble() - 0.5));
    double scale = 30 + 22 * random.nextDouble();
    graphics.scale(scale, scale);
    Shape shape = shape(number % LABELS.size());
    graphics.setColor(Color.getHSBColor(random.nextFloat(), 0.9f, 0.5f + random.nextFloat() / 2));
    graphics.fill(shape);
    if (random.nextBoolean()) {
      graphics.setColor(Color.BLACK);
      graphics.setStroke(new BasicStroke(0.1f));
      graphics.draw(shape);
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Within −1 to 1 in both directions. */
  private static Shape shape(int label) {
    return switch (label) {
      case 0 -> new Ellipse2D.Double(-1, -1, 2, 2);
      case 1 -> new Rectangle2D.Double(-0.9, -0.9, 1.8, 1.8);
      case 2 -> rays(5, 0.4);
      case 3 -> heart();
      case 4 -> {
        Area moon = new Area(new Ellipse2D.Double(-1, -1, 2, 2));
        moon.subtract(new Area(new Ellipse2D.Double(-0.4, -1, 2, 2)));
        yield moon;
      }
      case 5 -> corners(0, -1, 1, 0.8, -1, 0.8);
      case 6 -> rays(12, 0.6);
      case 7 -> corners(0, -1, 1, -0.1, 0.8, -0.1, 0.8, 1, -0.8, 1, -0.8, -0.1, -1, -0.1);
      case 8 -> {
        Area tree = new Area(new Ellipse2D.Double(-0.8, -1, 1.6, 1.4));
        tree.add(new Area(new Rectangle2D.Double(-0.15, 0.3, 0.3, 0.7)));
        yield tree;
      }
      case 9 -> {
        Area cross = new Area(new Rectangle2D.Double(-0.3, -1, 0.6, 2));
        cross.add(new Area(new Rectangle2D.Double(-1, -0.3, 2, 0.6)));
        yield cross;
      }
      case 10 -> corners(1, 0, 0.2, -0.8, 0.2, -0.3, -1, -0.3, -1, 0.3, 0.2, 0.3, 0.2, 0.8);
      default -> corners(0, -1, 0.7, 0, 0, 1, -0.7, 0);
    };
  }

  private static Shape rays(int count, double inner) {
    double[] points = new double[4 * count];
    for (int i = 0; i < 2 * count; i++) {
      double angle = Math.PI * i / count - Math.PI / 2;
      double radius = i % 2 == 0 ? 1 : inner;
      points[2 * i] = radius * Math.cos(angle);
      points[2 * i + 1] = radius * Math.sin(angle);
    }
    return corners(points);
  }

  private static Shape heart() {
    Area heart = new Area(new Arc2D.Double(-1, -0.9, 1.05, 1.1, 0, 180, Arc2D.CHORD));
    heart.add(new Area(new Arc2D.Double(-0.05, -0.9, 1.05, 1.1, 0, 180, Arc2D.CHORD)));
    heart.add(new Area(corners(-1, -0.35, 1, -0.35, 0, 1)));
    return heart;
  }

  private static Shape corners(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
