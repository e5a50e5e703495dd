package io.clipstreams.model.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.checkpoint.CheckpointFolder;
import io.clipstreams.model.checkpoint.CheckpointFolder.TokenizerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;

/**
 * The checkpoint's own tokenizer, run by Hugging Face's library. Cuts at the context length and
 * keeps the end token. Safe for use by many threads.
 */
public final class ClipTokenizer implements AutoCloseable {

  /** In configs of before 2023 this stands for the largest id of a text, whatever it is. */
  private static final int LEGACY_EOS = 2;

  private final HuggingFaceTokenizer tokenizer;
  private final int eosTokenId;

  private ClipTokenizer(HuggingFaceTokenizer tokenizer, int eosTokenId) {
    this.tokenizer = tokenizer;
    this.eosTokenId = eosTokenId;
  }

  /**
   * Loads {@code tokenizer.json}, or makes one from {@code vocab.json} and {@code merges.txt}.
   *
   * @throws CheckpointException when neither can be read
   */
  public static ClipTokenizer load(CheckpointFolder checkpoint) {
    int context = checkpoint.config().text().maxPositionEmbeddings();
    Map<String, String> options =
        Map.of(
            "truncation",
            "true",
            "maxLength",
            Integer.toString(context),
            "modelMaxLength",
            Integer.toString(context),
            "addSpecialTokens",
            "true");
    try (InputStream json = json(checkpoint)) {
      return new ClipTokenizer(
          HuggingFaceTokenizer.newInstance(json, options), checkpoint.config().text().eosTokenId());
    } catch (IOException | RuntimeException e) {
      throw new CheckpointException(
          "the tokenizer of %s cannot be read: %s".formatted(checkpoint.path(), e.getMessage()), e);
    }
  }

  /** The checkpoint's {@code tokenizer.json}, or what stands for it. */
  public static InputStream json(CheckpointFolder checkpoint) throws IOException {
    TokenizerFiles files = checkpoint.tokenizer();
    return files.whole() != null
        ? Files.newInputStream(files.whole())
        : VocabAndMerges.toJson(files);
  }

  public TokenizedText tokenize(String text) {
    Encoding encoding = tokenizer.encode(text);
    long[] ids = encoding.getIds();
    return new TokenizedText(ids, end(ids), encoding.exceedMaxLength());
  }

  private int end(long[] ids) {
    long eos = eosTokenId == LEGACY_EOS ? Arrays.stream(ids).max().orElseThrow() : eosTokenId;
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == eos) {
        return i;
      }
    }
    // As transformers: the argmax of a row without any match is its first position.
    return 0;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
