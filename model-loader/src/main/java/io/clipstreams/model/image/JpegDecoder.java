package io.clipstreams.model.image;

import io.clipstreams.model.ImageRefusedException;
import io.clipstreams.model.ImageRefusedException.Reason;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReader;

/**
 * JPEG with the JDK's reader, which is libjpeg. A file that ends early is only a warning there;
 * here it is refused, as by Pillow.
 */
final class JpegDecoder {

  /** libjpeg's warnings are "Premature end of JPEG file" and "…: premature end of data segment". */
  private static final String ENDS_EARLY = "remature end";

  private JpegDecoder() {}

  static RgbView read(ImageReader reader, JpegHeader header)
      throws IOException, ImageRefusedException {
    AtomicBoolean endsEarly = new AtomicBoolean();
    reader.addIIOReadWarningListener(
        (source, warning) -> {
          if (warning.contains(ENDS_EARLY)) {
            endsEarly.set(true);
          }
        });
    RgbView picture =
        header.components() == 4
            ? PillowRgb.ofInvertedCmyk(reader.readRaster(0, null))
            : PillowRgb.of(reader.read(0));
    if (endsEarly.get()) {
      throw new ImageRefusedException(Reason.TRUNCATED, "the JPEG ends early");
    }
    return picture;
  }
}
