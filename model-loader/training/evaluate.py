#!/usr/bin/env python3
"""Measures a checkpoint folder on styles that it was not trained on, as eval_sets.json says: each emoji on four plain backgrounds,
through the preprocessing that the checkpoint's files describe, against labels in one template. Prints a table."""
import argparse, json
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from augment import normalise
from dataset import TEST_STYLES, is_base, read_emoji
from export import load

RENDERINGS = [((255, 255, 255), 0.9), ((225, 235, 245), 0.75), ((120, 160, 130), 0.6), ((40, 45, 70), 0.8)]   # background, share of the edge


def preprocess(image, size=64):
    """As preprocessor_config.json says: shortest edge to `size`, bicubic, the middle of it."""
    w, h = image.size
    w, h = (size, int(size * h / w)) if w <= h else (int(size * w / h), size)
    left, top = (w - size) // 2, (h - size) // 2
    pixels = np.asarray(image.convert("RGB").resize((w, h), Image.Resampling.BICUBIC).crop((left, top, left + size, top + size)))
    return torch.from_numpy(pixels.copy()).permute(2, 0, 1).float() / 255


def rendered(rgba, background, share):
    edge = round(rgba.shape[0] / share)
    canvas = Image.new("RGB", (edge, edge), background)
    picture = Image.fromarray(rgba)
    at = (edge - rgba.shape[0]) // 2
    canvas.paste(picture, (at, at), picture)
    return canvas


class Judge:
    def __init__(self, folder, template):
        self.model, self.tokenizer = load(folder)
        self.template = template

    @torch.no_grad()
    def images(self, pixels):
        return torch.cat([self.model.image_embeds(normalise(torch.stack(pixels[n:n + 64]))) for n in range(0, len(pixels), 64)])

    @torch.no_grad()
    def labels(self, labels):
        return self.model.text_embeds([self.tokenizer(self.template.format(label)) for label in labels])

    def choices(self, images, labels):
        """The best label's number for each image; `labels` as embedded."""
        return (images @ labels.T).argmax(1)


class Style:
    """Image embeddings of one held-out style: emoji name -> one row for each rendering."""

    def __init__(self, judge, folder, style, names):
        self.name = style
        drawn = json.loads((folder / f"{style}.json").read_text())
        arrays = np.load(folder / f"{style}.npy", mmap_mode="r")
        rows = [(name, rgba) for name, rgba in zip(drawn, arrays) if name in names]
        embeds = judge.images([preprocess(rendered(rgba, *r)) for _, rgba in rows for r in RENDERINGS])
        self.of = {name: e for (name, _), e in zip(rows, embeds.view(len(rows), len(RENDERINGS), -1))}

    def accuracy(self, judge, sets):
        """sets: label -> emoji names. Mean over labels, and each label's own."""
        labels, each = judge.labels(list(sets)), {}
        for n, (label, names) in enumerate(sets.items()):
            found = [self.of[name] for name in names if name in self.of]
            if found:
                each[label] = (judge.choices(torch.cat(found), labels) == n).float().mean().item()
        return sum(each.values()) / len(each), each

    def samples(self, judge, sets, labels):
        """The demo's emoji (each as often as the demo shows it) against one of its label sets: is the best label a true one?"""
        embedded, right, total = judge.labels(labels), 0, 0
        for sample in sets["samples"].values():
            true = [labels.index(t) for t in sample["truth"] if t in labels]
            for name in sample["emoji"]:
                chosen = judge.choices(self.of[name], embedded)
                right += sum(c in true for c in chosen.tolist())
                total += len(chosen)
        return right / total


def report(judge, style, sets, names):
    print(f"## {style.name}")
    for title, key in (("everyday", "everyday"), ("groups", "groups")):
        mean, each = style.accuracy(judge, sets[key])
        print(f"{len(each)} {title}: {mean:.1%}  (" + ", ".join(f"{label} {share:.0%}" for label, share in each.items()) + ")")
    base = {name: [name] for name in names}
    print(f"all {sum(n in style.of for n in names)} base emoji among {len(names)} names: {style.accuracy(judge, base)[0]:.1%}")
    for version in ("v1", "v2"):
        print(f"the demo's emoji, label set {version}: {style.samples(judge, sets['demo'], sets['demo'][version]):.1%}")


def report_samples(judge, folder, demo):
    files = json.loads((folder / "samples.json").read_text())
    embeds = judge.images([preprocess(Image.open(folder / f["file"])) for f in files])
    for version in ("v1", "v2"):
        chosen = [demo[version][c] for c in judge.choices(embeds, judge.labels(demo[version])).tolist()]
        wrong = [f"{f['file']} → {c}" for f, c in zip(files, chosen) if c not in f["truth"]]
        print(f"sample files, label set {version}: {len(files) - len(wrong)} of {len(files)} right" + (f"; wrong: {', '.join(wrong)}" if wrong else ""))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    p.add_argument("--checkpoint", type=Path, default=Path("../src/main/resources/checkpoints/pictograms"))
    p.add_argument("--pictures", type=Path, default=Path("work/pictures"), help="made by dataset.py")
    p.add_argument("--emoji-test", type=Path, default=Path("/usr/share/unicode/emoji/emoji-test.txt"))
    p.add_argument("--samples", type=Path, default=Path("../../quickstart/src/main/resources/samples"), help="made by samples.py; left out if it does not exist")
    p.add_argument("--styles", nargs="*", default=list(TEST_STYLES))
    a = p.parse_args()
    sets = json.loads(Path(__file__).with_name("eval_sets.json").read_text())
    names = [e["name"] for e in read_emoji(a.emoji_test) if is_base(e, sets["base_emoji"])]
    judge = Judge(a.checkpoint, sets["template"])
    for name in a.styles:
        report(judge, Style(judge, a.pictures, name, set(names)), sets, names)
    if (a.samples / "samples.json").exists():
        report_samples(judge, a.samples, sets["demo"])


if __name__ == "__main__":
    main()
