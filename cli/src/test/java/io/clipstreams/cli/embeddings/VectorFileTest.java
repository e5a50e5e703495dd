package io.clipstreams.cli.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFileTest {

  private static final int DIMENSION = 3;
  private static final int RECORD = 32 + 4 * DIMENSION + 4;
  private static final int HEADER = 12;
  private static final long ROOMY = 1 << 20;

  @TempDir private Path folder;

  @Test
  void whatWasAddedIsThereWhenTheFileIsOpenedAgain() throws IOException {
    try (VectorFile file = open(ROOMY)) {
      add(file, 1, 2);
      assertThat(file.find(key(1))).hasValue(vector(1));
    }
    try (VectorFile file = open(ROOMY)) {
      assertThat(file.find(key(1))).hasValue(vector(1));
      assertThat(file.find(key(2))).hasValue(vector(2));
      assertThat(file.find(key(3))).isEmpty();
    }
  }

  @Test
  void aRecordThatAKillLeftUnfinishedIsOverwritten() throws IOException {
    try (VectorFile file = open(ROOMY)) {
      add(file, 1, 2);
    }
    try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
      channel.truncate(HEADER + RECORD + 7);
    }
    try (VectorFile file = open(ROOMY)) {
      assertThat(file.find(key(1))).hasValue(vector(1));
      assertThat(file.find(key(2))).isEmpty();
      add(file, 3);
    }
    try (VectorFile file = open(ROOMY)) {
      assertThat(file.find(key(1))).hasValue(vector(1));
      assertThat(file.find(key(3))).hasValue(vector(3));
    }
    assertThat(Files.size(path())).isEqualTo(HEADER + 2 * RECORD);
  }

  @Test
  void aDamagedRecordIsNotKnown() throws IOException {
    try (VectorFile file = open(ROOMY)) {
      add(file, 1, 2);
    }
    try (FileChannel channel = FileChannel.open(path(), StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {55}), HEADER + 35);
    }
    try (VectorFile file = open(ROOMY)) {
      assertThat(file.find(key(1))).isEmpty();
      assertThat(file.find(key(2))).hasValue(vector(2));
    }
  }

  @Test
  void aFileOfAnotherFormIsBegunAnew() throws IOException {
    Files.writeString(path(), "this is no file of vectors, whatever its name says");
    try (VectorFile file = open(ROOMY)) {
      assertThat(file.find(key(1))).isEmpty();
      add(file, 1);
      assertThat(file.find(key(1))).hasValue(vector(1));
    }
  }

  @Test
  void itTakesNoMoreThanThereIsRoomForAndLosesTheOlderHalfNextTime() throws IOException {
    long room = HEADER + 4 * RECORD;
    try (VectorFile file = open(room)) {
      add(file, 1, 2, 3);
      add(file, 4, 5);
      assertThat(file.find(key(4))).hasValue(vector(4));
      assertThat(file.find(key(5))).isEmpty();
    }
    try (VectorFile file = open(room)) {
      assertThat(file.find(key(1))).isEmpty();
      assertThat(file.find(key(2))).isEmpty();
      assertThat(file.find(key(3))).hasValue(vector(3));
      assertThat(file.find(key(4))).hasValue(vector(4));
      add(file, 5);
      assertThat(file.find(key(5))).hasValue(vector(5));
    }
    assertThat(Files.size(path())).isEqualTo(HEADER + 3 * RECORD);
  }

  @Test
  void twoMayAddAtATime() throws IOException {
    try (VectorFile one = open(ROOMY);
        VectorFile other = open(ROOMY)) {
      add(one, 1);
      add(other, 2);
      add(one, 3);
      assertThat(one.find(key(3))).hasValue(vector(3));
    }
    try (VectorFile file = open(ROOMY)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(file.find(key(i))).hasValue(vector(i));
      }
    }
  }

  private Path path() {
    return folder.resolve("model.vectors");
  }

  private VectorFile open(long maxBytes) throws IOException {
    return VectorFile.open(path(), DIMENSION, maxBytes);
  }

  private static void add(VectorFile file, int... numbers) throws IOException {
    List<ContentKey> keys = IntStream.of(numbers).mapToObj(VectorFileTest::key).toList();
    file.add(keys, IntStream.of(numbers).mapToObj(VectorFileTest::vector).toList());
  }

  private static ContentKey key(int number) {
    return ContentKey.of(new byte[] {(byte) number});
  }

  private static float[] vector(int number) {
    return new float[] {number, -number, 0.5f};
  }
}
