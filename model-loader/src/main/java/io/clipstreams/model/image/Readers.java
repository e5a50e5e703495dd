package io.clipstreams.model.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * The reader of each format: the JDK's, and libwebp for WebP. Chosen here and not by what else is
 * on the class path, so that a picture is decoded alike everywhere.
 */
final class Readers {

  private Readers() {}

  static ImageReader of(ImageFormat format) {
    try {
      return spi(format).createReaderInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImageReaderSpi spi(ImageFormat format) {
    if (format == ImageFormat.WEBP) {
      return new WebPImageReaderSpi();
    }
    Iterator<ImageReaderSpi> all =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
    while (all.hasNext()) {
      ImageReaderSpi spi = all.next();
      if (spi.getClass().getName().startsWith("com.sun.imageio.")
          && spi.getFormatNames()[0].equalsIgnoreCase(format.name())) {
        return spi;
      }
    }
    throw new IllegalStateException("this Java has no reader for " + format);
  }
}
