#!/usr/bin/env python3
"""Writes what train.py keeps in STATE as a Hugging Face CLIP folder, with the weights in float16; and reads such a folder.

Of several states of one training, the mean of their weights is written: it does much of what a falling learning rate does at a training's end.
With --mean-with, the weights are then averaged with those of the folder that the training started from.
"""
import argparse, json, struct
from pathlib import Path

import numpy as np
import torch

from augment import MEAN, STD
from model import Clip
from tokenizer import Tokenizer


def write_safetensors(path, tensors):
    header, blobs, at = {"__metadata__": {"format": "pt"}}, [], 0
    for name, t in sorted(tensors.items()):
        blob = t.to(torch.float16).contiguous().numpy().tobytes()
        header[name] = {"dtype": "F16", "shape": list(t.shape), "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    head = json.dumps(header).encode()
    head += b" " * (-len(head) % 8)
    path.write_bytes(struct.pack("<Q", len(head)) + head + b"".join(blobs))


def read_safetensors(path):
    data = path.read_bytes()
    end = 8 + struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:end])
    header.pop("__metadata__", None)
    return {name: torch.from_numpy(np.frombuffer(data, np.float16, offset=end + h["data_offsets"][0], count=int(np.prod(h["shape"]))).astype(np.float32)).view(h["shape"])
            for name, h in header.items()}


def processor(size):
    return {"image_processor_type": "CLIPImageProcessor", "do_convert_rgb": True, "do_resize": True, "size": {"shortest_edge": size}, "resample": 3,
            "do_center_crop": True, "crop_size": {"height": size, "width": size}, "do_rescale": True, "rescale_factor": 1 / 255,
            "do_normalize": True, "image_mean": [round(x, 8) for x in MEAN.flatten().tolist()], "image_std": [round(x, 8) for x in STD.flatten().tolist()]}


def load(folder):
    """The model in float32, from the float16 weights of a folder, and its tokenizer."""
    model = Clip(json.loads((folder / "config.json").read_text()))
    model.load_state_dict(read_safetensors(folder / "model.safetensors"))
    merges = [line.split(" ") for line in (folder / "merges.txt").read_text().splitlines()[1:]]
    return model.eval(), Tokenizer(merges, model.config["text_config"]["max_position_embeddings"])


def mean_weights(states):
    return {name: sum(s["model"][name] for s in states) / len(states) for name in states[0]["model"]}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    p.add_argument("--state", type=Path, nargs="+", default=[Path("work/state.pt")], help="oldest first")
    p.add_argument("--out", type=Path, default=Path("../src/main/resources/checkpoints/pictograms"))
    p.add_argument("--mean-with", type=Path, help="a checkpoint folder, as given to train.py's --start")
    p.add_argument("--share", type=float, default=0.7, help="of that folder's weights in the mean")
    a = p.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    states = [torch.load(path) for path in a.state]
    state, tensors = states[-1], mean_weights(states)
    if a.mean_with:
        before = read_safetensors(a.mean_with / "model.safetensors")
        tensors = {name: a.share * before[name] + (1 - a.share) * t for name, t in tensors.items()}
    tensors["logit_scale"] = tensors["logit_scale"].clamp(max=np.log(100))           # as the loss has it
    config = state["config"]
    write_safetensors(a.out / "model.safetensors", tensors)
    (a.out / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    (a.out / "preprocessor_config.json").write_text(json.dumps(processor(config["vision_config"]["image_size"]), indent=1) + "\n")
    Tokenizer(state["merges"], config["text_config"]["max_position_embeddings"]).save(a.out)
    size = sum(f.stat().st_size for f in a.out.iterdir())
    print(f"{sum(t.numel() for t in tensors.values()):,} parameters after {state['step']} steps and {state['seconds'] / 60:.0f} minutes; {size / 2**20:.2f} MiB in {a.out}")


if __name__ == "__main__":
    main()
