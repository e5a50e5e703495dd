#!/usr/bin/env python3
"""Draws the demo's sample images: pictograms of the held-out style on varied backgrounds, and what is true of each.
The same seed gives the same pictures; none is chosen or left out by what the model says to it."""
import argparse, json, random
from pathlib import Path

import numpy as np
from PIL import Image

from dataset import TEST_STYLES, code_point_files, draw, read_emoji

SIZES = [(160, 120), (200, 200), (240, 180), (180, 240), (256, 256), (320, 240), (300, 300), (400, 300)]
FORMATS = [("png", {"optimize": True}), ("jpg", {"quality": 85}), ("webp", {"quality": 85})]


def colour(rng):
    """From nearly white to rather dark, never garish."""
    level, spread = rng.choice([235, 215, 190, 150, 90, 60]), 25
    return np.array([min(255, max(0, level + rng.randint(-spread, spread))) for _ in range(3)], float)


def backdrop(rng, w, h):
    """Plain, shaded, striped, or softly mottled."""
    a, b = colour(rng), colour(rng)
    y, x = np.mgrid[0:h, 0:w]
    angle, kind = rng.uniform(0, 2 * np.pi), rng.choice(["plain", "shaded", "striped", "mottled"])
    slope = np.cos(angle) * (x / w - 0.5) + np.sin(angle) * (y / h - 0.5)
    if kind == "plain":
        mix = np.zeros((h, w))
    elif kind == "shaded":
        mix = slope + 0.5
    elif kind == "striped":
        mix = 0.35 * (np.sin(slope * rng.uniform(20, 60)) > 0)
    else:
        grid = np.random.RandomState(rng.randint(0, 2**31 - 1)).rand(6, 8) * 255
        mix = 0.6 * np.asarray(Image.fromarray(grid.astype("uint8")).resize((w, h), Image.Resampling.BICUBIC)) / 255
    pixels = a + np.clip(mix, 0, 1)[..., None] * (b - a)
    return Image.fromarray(pixels.round().astype("uint8"))


def sample(rng, svg):
    w, h = rng.choice(SIZES)
    edge = round(min(w, h) * rng.uniform(0.55, 0.9))
    image, picture = backdrop(rng, w, h), draw(svg, edge)
    room = (min(w, h) - edge) // 3                             # CLIP sees the middle square: the pictogram stays within it
    at = ((w - edge) // 2 + rng.randint(-room, room), (h - edge) // 2 + rng.randint(-room, room))
    image.paste(picture, at, picture)
    return image


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    p.add_argument("--node-modules", type=Path, default=Path("node_modules"), help="where npm installed the icon packages")
    p.add_argument("--emoji-test", type=Path, default=Path("/usr/share/unicode/emoji/emoji-test.txt"))
    p.add_argument("--out", type=Path, default=Path("../../quickstart/src/main/resources/samples"))
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(a.seed)
    svgs = dict(code_point_files(a.node_modules / TEST_STYLES["fluent"], read_emoji(a.emoji_test)))
    written = []
    for label, s in json.loads(Path(__file__).with_name("eval_sets.json").read_text())["demo"]["samples"].items():
        for n, name in enumerate(s["emoji"], 1):
            suffix, options = rng.choice(FORMATS)
            sample(rng, svgs[name]).save(a.out / f"{label}-{n}.{suffix}", **options)
            written.append({"file": f"{label}-{n}.{suffix}", "truth": s["truth"]})
    (a.out / "samples.json").write_text("[\n" + ",\n".join(" " + json.dumps(w) for w in written) + "\n]\n")
    print(f"{len(written)} pictures, {sum((a.out / w['file']).stat().st_size for w in written) // 1024} KiB in {a.out}")


if __name__ == "__main__":
    main()
