package io.clipstreams.model;

/**
 * Decodes a picture and brings it to the size of the image tower, exactly as Hugging Face's
 * CLIPImageProcessor does with Pillow. Safe for use by many threads.
 */
public interface Preprocessor {

  /**
   * Decodes, turns upright, converts to RGB, resizes and crops.
   *
   * @param encoded the bytes of a JPEG, PNG, WebP, BMP or GIF file
   * @throws ImageRefusedException when the bytes are no picture that can be read within the limits
   */
  PreparedImage prepare(byte[] encoded) throws ImageRefusedException;
}
