"""CLIP's byte-level BPE with a small vocabulary: learning it, using it, and writing it as Hugging Face's CLIP repositories have it."""
import json, re
from collections import Counter

BOS, EOS = "<|startoftext|>", "<|endoftext|>"
WORD = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[^\W\d_]+|\d|(?:[^\s\w]|_)+")


def byte_alphabet():
    """One printable character for each byte, as GPT-2 and CLIP have it; listed in CLIP's order."""
    keep = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in keep]
    return dict(zip(keep + rest, [chr(b) for b in keep] + [chr(256 + n) for n in range(len(rest))]))


BYTES = byte_alphabet()


def split(text):
    """Words as tuples of byte characters, the last with its end-of-word mark."""
    for word in WORD.findall(re.sub(r"\s+", " ", text).lower().strip()):
        letters = [BYTES[b] for b in word.encode()]
        yield (*letters[:-1], letters[-1] + "</w>")


def join(parts, pair):
    out, n = [], 0
    while n < len(parts):
        if tuple(parts[n:n + 2]) == pair:
            out.append(parts[n] + parts[n + 1])
            n += 2
        else:
            out.append(parts[n])
            n += 1
    return tuple(out)


def learn(texts, merges):
    """The `merges` most frequent pairs, one after the other; ties by spelling, so that the result is the same everywhere."""
    words, learnt = Counter(w for t in texts for w in split(t)), []
    while len(learnt) < merges:
        pairs = Counter()
        for word, count in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += count
        if not pairs:
            break
        best = min(pairs, key=lambda p: (-pairs[p], p))
        learnt.append(best)
        words = Counter({join(w, best) if best[0] in w else w: c for w, c in words.items()})
    return learnt


class Tokenizer:
    def __init__(self, merges, context=32):
        self.merges, self.context = [tuple(m) for m in merges], context
        self.ranks = {m: n for n, m in enumerate(self.merges)}
        alphabet = list(BYTES.values())
        tokens = alphabet + [a + "</w>" for a in alphabet] + ["".join(m) for m in self.merges] + [BOS, EOS]
        self.vocab = {t: n for n, t in enumerate(tokens)}
        self.bos, self.eos = self.vocab[BOS], self.vocab[EOS]
        self.cache = {}

    def word(self, parts):
        if parts not in self.cache:
            merged = parts
            while len(merged) > 1:
                pair = min(zip(merged, merged[1:]), key=lambda p: self.ranks.get(p, len(self.ranks)))
                if pair not in self.ranks:
                    break
                merged = join(merged, pair)
            self.cache[parts] = [self.vocab[p] for p in merged]
        return self.cache[parts]

    def __call__(self, text):
        ids = [i for w in split(text) for i in self.word(w)]
        return [self.bos] + ids[:self.context - 2] + [self.eos]

    def save(self, folder):
        write = lambda name, value: (folder / name).write_text(json.dumps(value, ensure_ascii=False) + "\n")
        write("vocab.json", self.vocab)
        (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in self.merges))
        write("tokenizer.json", self.as_tokenizer_json())
        write("tokenizer_config.json", {"tokenizer_class": "CLIPTokenizer", "model_max_length": self.context, "bos_token": BOS, "eos_token": EOS,
                                        "unk_token": EOS, "pad_token": EOS})

    def as_tokenizer_json(self):
        special = lambda t: {"id": self.vocab[t], "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": t == BOS, "special": True}
        pattern = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
        return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [special(BOS), special(EOS)],
                "normalizer": {"type": "Sequence", "normalizers": [
                    {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "}, {"type": "Lowercase"}]},
                "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                    {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Removed", "invert": True},
                    {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}]},
                "post_processor": {"type": "RobertaProcessing", "sep": [EOS, self.eos], "cls": [BOS, self.bos], "trim_offsets": False, "add_prefix_space": False},
                "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True},
                "model": {"type": "BPE", "dropout": None, "unk_token": EOS, "continuing_subword_prefix": "", "end_of_word_suffix": "</w>", "fuse_unk": False,
                          "vocab": self.vocab, "merges": [f"{a} {b}" for a, b in self.merges]}}
