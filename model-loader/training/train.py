#!/usr/bin/env python3
"""Trains the built-in checkpoint on a CPU. Can be stopped and started again: it goes on from STATE.

The loss is CLIP's with three changes, because many captions are true of many pictures:
a caption that is true of a picture but was not drawn for it counts neither for nor against it;
besides the captions of the batch, the names of all emoji stand against each picture (their embeddings are renewed every few steps);
two pictures of each emoji, in different styles where there are several, shall be close to each other.
"""
import argparse, json, math, os, random, time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import augment, captions
from dataset import MONOCHROME_STYLES, TRAINING_STYLES, read_emoji
from export import read_safetensors
from model import Clip, config
from muon import Muon
from tokenizer import Tokenizer, learn

MERGES = 1600
THREADS = os.cpu_count()
VALIDATION_STYLES = ("fxemoji", "streamline-emojis")      # some of their drawings are kept back, to watch the training by
GROUP_WEIGHT = {"Animals & Nature": 1.6, "Food & Drink": 1.6, "Travel & Places": 1.4, "Activities": 1.2, "Objects": 1.2,
                "People & Body": 0.6, "Smileys & Emotion": 0.4, "Symbols": 0.3, "Flags": 0.05}


class Pictures:
    """All drawings in memory, and which emoji, style and split each belongs to."""

    def __init__(self, folder, emoji):
        number = {e["name"]: n for n, e in enumerate(emoji)}
        self.arrays, self.of, self.validation, self.monochrome = [], defaultdict(list), [], []
        for style in TRAINING_STYLES:
            names = json.loads((folder / f"{style}.json").read_text())
            first = sum(map(len, self.arrays))
            self.arrays.append(np.load(folder / f"{style}.npy"))
            for n, name in enumerate(names):
                if style in VALIDATION_STYLES and n % 6 == 0:
                    self.validation.append((first + n, number[name]))
                else:
                    self.of[number[name]].append(first + n)
                self.monochrome.append(style in MONOCHROME_STYLES)
        self.pixels = torch.from_numpy(np.concatenate(self.arrays))
        self.arrays = None
        self.black = self.monochrome
        self.monochrome = torch.tensor(self.black)
        self.validation = [(p, n) for p, n in self.validation if n in self.of]

    def draw(self, rng, n, count):
        """`count` drawings of emoji n, different ones if there are; all its black ones together at most half as often as the others."""
        choices, chosen = list(self.of[n]), []
        black = sum(self.black[c] for c in choices)
        weight = min(0.5, 0.5 * (len(choices) - black) / black) if 0 < black < len(choices) else 0.5
        while len(chosen) < count:
            choices = choices or list(self.of[n])
            one = rng.choices(choices, [weight if self.black[c] else 1.0 for c in choices])[0]
            choices.remove(one)
            chosen.append(one)
        return chosen


def may_mirror(e):
    """Not what has letters, hands on a dial or a direction."""
    directed = any(w in e["name"] for w in ("left", "right", "clock", "thirty", "arrow", "button", "magnifying", "moon", "calendar", "quarter"))
    return not directed and e["group"] not in ("Symbols", "Flags")


def class_weights(emoji, words, pictures):
    weights = torch.zeros(len(emoji))
    for n, e in enumerate(emoji):
        gendered = "200D" in e["points"] and {"1F468", "1F469", "2640", "2642"} & set(e["points"])
        weights[n] = GROUP_WEIGHT[e["group"]] * (0.1 if gendered else 1) * (2.0 if n in words.everyday else 1) * (n in pictures.of)
    return weights


def masked_loss(scores, positive, true):
    """For each positive pair of a row: its score against all scores of the row that are not true. positive: (rows, columns)."""
    negatives = scores.masked_fill(true, -math.inf).logsumexp(1)
    rows, columns = positive
    return F.softplus(negatives[rows] - scores[rows, columns]).mean()


def style_loss(images, numbers, temperature=0.1):
    scores = images @ images.T / temperature
    same = numbers[:, None] == numbers[None]
    positive = (same & ~torch.eye(len(same), dtype=torch.bool)).nonzero(as_tuple=True)
    return masked_loss(scores, positive, same)


class Trainer:
    def __init__(self, a):
        self.a, self.rng = a, random.Random(a.seed)
        torch.manual_seed(a.seed)
        self.emoji = read_emoji(a.emoji_test)
        self.words = captions.Words(self.emoji, captions.keywords(a.annotations))
        self.tokenizer = Tokenizer(learn(self.words.all + [t.format("x") for t in captions.TEMPLATES] * 30, MERGES))
        self.word_number = {w: n for n, w in enumerate(self.words.all)}
        self.true = torch.zeros(len(self.emoji), len(self.words.all), dtype=torch.bool)
        for w, ns in self.words.true_of.items():
            self.true[list(ns), self.word_number[w]] = True
        self.pictures = Pictures(a.pictures, self.emoji)
        self.weights = class_weights(self.emoji, self.words, self.pictures)
        self.mirror = torch.tensor([may_mirror(e) for e in self.emoji])
        self.names = [self.word_number[captions.plain(e["name"])] for e in self.emoji]
        self.model = Clip(config(len(self.tokenizer.vocab), self.tokenizer.bos, self.tokenizer.eos), a.compute)
        self.optimizers = self._optimizers()
        self.threads = ThreadPoolExecutor(THREADS)
        self.step, self.seconds, self.average, self.bank = 0, 0.0, 12.0, None
        if a.state.exists():
            self._load()
        elif a.start:
            self.model.load_state_dict(read_safetensors(a.start / "model.safetensors"))
            self.average = 6.0

    def _optimizers(self):
        """Muon for the matrices of the layers, AdamW for embeddings, projections, norms and biases."""
        inner = [p for n, p in self.model.named_parameters() if ".layers." in n and p.dim() == 2]
        outer = [p for n, p in self.model.named_parameters() if not (".layers." in n and p.dim() == 2)]
        return [*(Muon(inner[n::THREADS], self.a.muon_rate, self.a.compute, weight_decay=0.5) for n in range(THREADS)),
                torch.optim.AdamW(outer, lr=self.a.rate, betas=(0.9, 0.98), weight_decay=0.01, foreach=True)]

    def _load(self):
        s = torch.load(self.a.state)
        self.model.load_state_dict(s["model"])
        for optimizer, state in zip(self.optimizers, s["optimizers"]):
            optimizer.load_state_dict(state)
        self.step, self.seconds, self.average = s["step"], s["seconds"], s["average"]
        self.rng.seed(self.a.seed + self.step)
        torch.manual_seed(self.a.seed + self.step)

    def save(self):
        half_written = self.a.state.with_suffix(".part")
        torch.save({"model": self.model.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers], "step": self.step, "seconds": self.seconds, "average": self.average,
                    "config": self.model.config, "merges": self.tokenizer.merges}, half_written)
        os.replace(half_written, self.a.state)

    def batch(self):
        numbers = torch.multinomial(self.weights, self.a.batch // 2).repeat_interleave(2)
        said = [[captions.pick(self.rng, self.words, n, sorts) for n in numbers.tolist()]
                for sorts in ({"name": 0.3, "everyday": 0.7}, {"kind": 0.85, "keyword": 0.15})]
        return numbers, said

    def embed(self, numbers, spoken, keep, strength):
        """Pictures of these emoji and captions with these words, embedded; what one thread does of a batch."""
        drawn = torch.tensor([p for n in numbers[::2].tolist() for p in self.pictures.draw(self.rng, n, 2)])
        monochrome = self.pictures.monochrome[drawn].nonzero().squeeze(1)
        pixels = augment.normalise(augment.pictures(self.pictures.pixels[drawn], self.mirror[numbers], monochrome, strength))
        return self.model.image_embeds(pixels, keep), self.model.text_embeds([self.tokenizer(captions.caption(self.rng, w)) for w in spoken])

    def gradients(self, keep, strength):
        """One batch's gradients. Each core has a thread that embeds its share, and later takes the loss's gradients back through it:
        they meet twice a step. PyTorch's own threads meet at every operation, and wait there whenever another program has one of the cores."""
        numbers, said = self.batch()
        spoken = sorted(set(said[0] + said[1]))
        shares = [(numbers.chunk(THREADS)[n], spoken[n * len(spoken) // THREADS:(n + 1) * len(spoken) // THREADS]) for n in range(THREADS)]
        parts = list(self.threads.map(lambda share: self.embed(*share, keep, strength), shares))
        leaves = [[t.detach().requires_grad_() for t in part] for part in parts]
        images, texts = (torch.cat(tensors) for tensors in zip(*leaves))
        loss = self.loss(images, texts, numbers, said, spoken)
        loss.backward()
        list(self.threads.map(lambda part, leaf: torch.autograd.backward(part, [t.grad for t in leaf]), parts, leaves))
        return loss.item()

    def refresh_bank(self):
        """The names of all emoji as texts, without gradient."""
        template = self.rng.choice(["a photo of a {}", "{}", "a photo of a {}"])
        with torch.no_grad():
            self.bank = self.model.text_embeds([self.tokenizer(template.format(self.words.all[w])) for w in self.names])

    def loss(self, images, texts, numbers, said, spoken):
        column = {w: n for n, w in enumerate(spoken)}
        scale = self.model.logit_scale.exp().clamp(max=100)
        scores = scale * images @ torch.cat([texts, self.bank]).T
        true = self.true[numbers][:, [self.word_number[w] for w in spoken] + self.names]
        rows = torch.arange(len(numbers))
        drawn = [torch.tensor([column[w] for w in s]) for s in said]
        own = len(spoken) + numbers
        to_text = masked_loss(scores, (rows.repeat(3), torch.cat([*drawn, own])), true)
        to_image = masked_loss(scores[:, :len(spoken)].T, (torch.cat(drawn), rows.repeat(2)), true[:, :len(spoken)].T)
        return to_text + 0.5 * to_image + self.a.style_weight * style_loss(images, numbers)

    def schedule(self, done):
        """By the share of the time that is done: learning rate (of its highest), and share of patches, all only towards the end.
        By the loss: strength of the augmentation, which grows with what has been learnt."""
        rate = min(1, (self.step + 1) / 100) * max(0.5 * (1 + math.cos(math.pi * min(1, done))), 0.003)
        return rate, 0.5 if done < 0.85 else 1.0, min(self.a.strength, max(0.1, (9.5 - self.average) / 5))

    def validate(self):
        """Names of the drawings that were kept back, out of all emoji, as the largest score."""
        generator_state = torch.get_rng_state()
        torch.manual_seed(0)
        drawn, numbers = (torch.tensor(c) for c in zip(*self.pictures.validation))
        rgba = self.pictures.pixels[drawn].permute(0, 3, 1, 2).float() / 255
        x = rgba[:, :3] * rgba[:, 3:] + torch.rand(len(rgba), 3, 1, 1) * (1 - rgba[:, 3:])
        x = augment.normalise(F.interpolate(F.pad(x, (8, 8, 8, 8), mode="replicate"), size=64, mode="bilinear", align_corners=False, antialias=True))
        with torch.no_grad():
            images = self.model.image_embeds(x)
        self.refresh_bank()
        torch.set_rng_state(generator_state)
        return ((images @ self.bank.T).argmax(1) == numbers).float().mean().item()

    def run(self):
        budget, saved, losses = self.a.minutes * 60, time.time(), []
        while self.seconds < budget:
            while self.a.pause.exists():
                time.sleep(1)
            started = time.time()
            rate, keep, strength = self.schedule(self.seconds / budget)
            if self.bank is None or self.step % 40 == 0:
                self.refresh_bank()
            self.model.zero_grad(set_to_none=True)
            losses.append(self.gradients(keep, strength))
            self.average += 0.03 * (losses[-1] - self.average)
            torch.nn.utils.clip_grad_norm_(self.optimizers[-1].param_groups[0]["params"], 1.0)     # Muon does not mind the length
            for optimizer in self.optimizers:
                optimizer.param_groups[0]["lr"] = optimizer.defaults["lr"] * rate
            list(self.threads.map(lambda optimizer: optimizer.step(), self.optimizers))
            self.step += 1
            self.seconds += time.time() - started
            if self.step % 100 == 0:
                seen = f", kept-back drawings {self.validate():.1%}" if self.step % 200 == 0 else ""
                print(f"step {self.step}, {self.seconds / 60:.1f} min, loss {np.mean(losses[-100:]):.3f}, scale {self.model.logit_scale.exp():.1f}, "
                      f"rate {rate:.2f}, patches {keep:.0%}, augmentation {strength:.2f}{seen}", flush=True)
            if time.time() - saved > 150:
                self.save()
                saved = time.time()
        self.save()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--pictures", type=Path, default=Path("work/pictures"), help="made by dataset.py")
    p.add_argument("--emoji-test", type=Path, default=Path("/usr/share/unicode/emoji/emoji-test.txt"), help="of Debian's unicode-data")
    p.add_argument("--annotations", type=Path, default=Path("/usr/share/unicode/cldr/common/annotations/en.xml"), help="of Debian's unicode-cldr-core")
    p.add_argument("--state", type=Path, default=Path("work/state.pt"), help="weights and optimizer; written every few minutes, read at start")
    p.add_argument("--start", type=Path, help="a checkpoint folder of an earlier training with the same captions; where STATE does not exist, its weights are gone on from")
    p.add_argument("--compute", type=lambda name: getattr(torch, name), default=torch.bfloat16, help="float32 on a processor that has no bfloat16 instructions")
    p.add_argument("--pause", type=Path, default=Path("work/PAUSE"), help="training stands still while this file exists")
    p.add_argument("--minutes", type=float, default=70, help="training time, pauses not counted")
    p.add_argument("--batch", type=int, default=128)
    p.add_argument("--rate", type=float, default=1e-3, help="the highest learning rate of AdamW")
    p.add_argument("--muon-rate", type=float, default=0.012, help="and of Muon")
    p.add_argument("--style-weight", type=float, default=0.3, help="weight of the loss between styles")
    p.add_argument("--strength", type=float, default=0.3, help="the most that augmentation grows to")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(1)                               # THREADS of ours instead: see Trainer.gradients
    Trainer(a).run()


if __name__ == "__main__":
    main()
