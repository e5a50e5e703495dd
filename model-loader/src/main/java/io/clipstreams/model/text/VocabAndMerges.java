package io.clipstreams.model.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clipstreams.model.CheckpointException;
import io.clipstreams.model.checkpoint.CheckpointFolder.TokenizerFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the {@code tokenizer.json} of a CLIP repository that has only {@code vocab.json} and {@code
 * merges.txt}: byte-level BPE over lower-cased NFC text, words closed by {@code </w>}.
 */
final class VocabAndMerges {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String START = "<|startoftext|>";
  private static final String END = "<|endoftext|>";
  private static final String WORDS =
      "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  private VocabAndMerges() {}

  static InputStream toJson(TokenizerFiles files) throws IOException {
    JsonNode vocab = MAPPER.readTree(files.vocab().toFile());
    ObjectNode json = MAPPER.createObjectNode().put("version", "1.0");
    ArrayNode added = json.putArray("added_tokens");
    for (String token : List.of(START, END)) {
      added
          .addObject()
          .put("id", id(vocab, token, files.vocab()))
          .put("content", token)
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", token.equals(START))
          .put("special", true);
    }
    normalizer(json.putObject("normalizer"));
    preTokenizer(json.putObject("pre_tokenizer"));
    ObjectNode postProcessor = json.putObject("post_processor").put("type", "RobertaProcessing");
    postProcessor.putArray("sep").add(END).add(id(vocab, END, files.vocab()));
    postProcessor.putArray("cls").add(START).add(id(vocab, START, files.vocab()));
    postProcessor.put("trim_offsets", false).put("add_prefix_space", false);
    model(json.putObject("model"), vocab, files.merges());
    return new ByteArrayInputStream(MAPPER.writeValueAsBytes(json));
  }

  private static void normalizer(ObjectNode normalizer) {
    ArrayNode steps = normalizer.put("type", "Sequence").putArray("normalizers");
    steps.addObject().put("type", "NFC");
    ObjectNode spaces = steps.addObject().put("type", "Replace").put("content", " ");
    spaces.putObject("pattern").put("Regex", "\\s+");
    steps.addObject().put("type", "Lowercase");
  }

  private static void preTokenizer(ObjectNode preTokenizer) {
    ArrayNode steps = preTokenizer.put("type", "Sequence").putArray("pretokenizers");
    ObjectNode split = steps.addObject().put("type", "Split");
    split.putObject("pattern").put("Regex", WORDS);
    split.put("behavior", "Removed").put("invert", true);
    steps
        .addObject()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true);
  }

  private static void model(ObjectNode model, JsonNode vocab, Path merges) throws IOException {
    model
        .put("type", "BPE")
        .put("unk_token", END)
        .put("continuing_subword_prefix", "")
        .put("end_of_word_suffix", "</w>")
        .put("fuse_unk", false);
    model.putNull("dropout");
    model.set("vocab", vocab);
    ArrayNode pairs = model.putArray("merges");
    Files.readAllLines(merges, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#version"))
        .forEach(pairs::add);
  }

  private static int id(JsonNode vocab, String token, Path file) {
    JsonNode id = vocab.get(token);
    if (id == null || !id.isInt()) {
      throw new CheckpointException("%s has no %s".formatted(file, token));
    }
    return id.intValue();
  }
}
