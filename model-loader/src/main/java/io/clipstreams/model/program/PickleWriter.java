package io.clipstreams.model.program;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The few opcodes of Python's pickle protocol 2 that a TorchScript archive needs.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">the opcodes</a>
 */
final class PickleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleWriter() {
    out.write(0x80);
    out.write(2);
  }

  PickleWriter global(String module, String name) {
    out.write('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  PickleWriter emptyTuple() {
    return op(')');
  }

  PickleWriter emptyDict() {
    return op('}');
  }

  PickleWriter mark() {
    return op('(');
  }

  /** All values since the mark become one tuple. */
  PickleWriter tuple() {
    return op('t');
  }

  /** All keys and values since the mark go into the dict below it. */
  PickleWriter setItems() {
    return op('u');
  }

  /** Class and arguments become an object. */
  PickleWriter newObject() {
    return op((char) 0x81);
  }

  /** The dict on top becomes the state of the object below. */
  PickleWriter build() {
    return op('b');
  }

  /** Function and arguments become its result. */
  PickleWriter reduce() {
    return op('R');
  }

  /** The tuple on top names something outside the pickle. */
  PickleWriter persistentId() {
    return op('Q');
  }

  PickleWriter bool(boolean value) {
    return op((char) (value ? 0x88 : 0x89));
  }

  PickleWriter integer(int value) {
    out.write('J');
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  PickleWriter real(double value) {
    out.write('G');
    out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
    return this;
  }

  PickleWriter string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.write('X');
    out.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(utf8.length).array());
    out.writeBytes(utf8);
    return this;
  }

  byte[] stop() {
    op('.');
    return out.toByteArray();
  }

  private PickleWriter op(char code) {
    out.write(code);
    return this;
  }
}
