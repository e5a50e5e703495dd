package io.clipstreams.model.text;

/**
 * A text as the text tower takes it.
 *
 * @param inputIds from start token to end token, at most the checkpoint's context length
 * @param end where the token stands whose state is pooled
 * @param truncated whether the text was longer than the context
 */
public record TokenizedText(long[] inputIds, int end, boolean truncated) {}
