package io.clipstreams.model.checkpoint;

/** How a safetensors file stores an element that this library reads. */
public enum StoredType {
  F32(4),
  F16(2),
  BF16(2);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }
}
