#!/usr/bin/env python3
"""Checks on a GPU what only a GPU shows of the TorchScript program that model-loader writes: that it loads there, how far its
numbers are from float32 on the CPU, and its images per second against the card's own rate of matrix products.

Needs PyTorch 2 and nothing else: the program's text is read from this repository and packed around random weights, as
TorchScriptArchive.java does. On a machine without a GPU, --device cpu with --sizes tiny tries the script itself.
"""
import argparse, collections, io, json, pickle, sys, time, types, zipfile
from pathlib import Path

import torch

PROGRAM = Path(__file__).resolve().parents[2] / "model-loader/src/main/resources/io/clipstreams/model/program"
Tower = collections.namedtuple("Tower", "width layers heads mlp")
Size = collections.namedtuple("Size", "vision patch image text context vocabulary projection")
SIZES = {
    "b32": Size(Tower(768, 12, 12, 3072), 32, 224, Tower(512, 12, 8, 2048), 77, 49408, 512),
    "l14": Size(Tower(1024, 24, 16, 4096), 14, 224, Tower(768, 12, 12, 3072), 77, 49408, 768),
    "tiny": Size(Tower(64, 2, 2, 128), 8, 32, Tower(64, 2, 2, 128), 16, 512, 32),
}
GOALS = {"b32": 0.40, "l14": 0.60}
EPS = 1e-5


def weights(size, precision, generator):
    """What ProgramWeights.java lays out, random: deviation 1 / sqrt(inputs), norms near 1. Kept float32 where it keeps float32."""
    w = {}

    def add(name, *shape, type=precision, mean=0.0, spread=None):
        spread = spread if spread is not None else shape[-1] ** -0.5
        w[name] = (mean + spread * torch.randn(shape, generator=generator)).to(type)

    def norm(name, width, type=precision):
        add(name + ".weight", width, mean=1.0, spread=0.1, type=type)
        add(name + ".bias", width, spread=0.1, type=type)

    def linear(name, outputs, inputs):
        add(name + ".weight", outputs, inputs)
        add(name + ".bias", outputs, spread=0.1)

    def encoder(model, tower):
        for n in range(tower.layers):
            layer = f"{model}.encoder.layers.{n}"
            norm(layer + ".layer_norm1", tower.width)
            linear(layer + ".self_attn.qkv_proj", 3 * tower.width, tower.width)
            linear(layer + ".self_attn.out_proj", tower.width, tower.width)
            norm(layer + ".layer_norm2", tower.width)
            linear(layer + ".mlp.fc1", tower.mlp, tower.width)
            linear(layer + ".mlp.fc2", tower.width, tower.mlp)

    f32 = torch.float32
    w["pixel_scale"], w["pixel_shift"] = torch.full((3,), 1 / 68), torch.full((3,), -1.8)
    w["logit_scale"] = torch.tensor([4.6052])
    vision, text = size.vision, size.text
    add("vision_model.embeddings.class_embedding", vision.width, spread=0.5)
    add("vision_model.embeddings.patch_embedding.weight", vision.width, 3 * size.patch ** 2)
    add("vision_model.embeddings.position_embedding.weight", (size.image // size.patch) ** 2 + 1, vision.width, spread=0.5)
    norm("vision_model.pre_layrnorm", vision.width)
    encoder("vision_model", vision)
    norm("vision_model.post_layernorm", vision.width, f32)
    add("visual_projection.weight", size.projection, vision.width, type=f32)
    add("text_model.embeddings.token_embedding.weight", size.vocabulary, text.width, spread=0.5)
    add("text_model.embeddings.position_embedding.weight", size.context, text.width, spread=0.5)
    encoder("text_model", text)
    norm("text_model.final_layer_norm", text.width, f32)
    add("text_projection.weight", size.projection, text.width, type=f32)
    return w


class Clip:
    """Stands for the program's class in the pickle."""


Clip.__module__, Clip.__qualname__ = "__torch__", "Clip"


class Pickler(pickle.Pickler):
    """Tensors as _rebuild_tensor_v2 over persistent ids, the class by its name alone."""

    def __init__(self, out):
        super().__init__(out, protocol=2)
        self.tensors = []

    def persistent_id(self, value):
        return value.id if isinstance(value, StorageId) else None

    def reducer_override(self, value):
        if isinstance(value, torch.Tensor):
            self.tensors.append(value)
            kind = {torch.float32: torch.FloatStorage, torch.bfloat16: torch.BFloat16Storage, torch.float16: torch.HalfStorage}[value.dtype]
            where = StorageId(("storage", kind, str(len(self.tensors) - 1), "cpu", value.numel()))
            return torch._utils._rebuild_tensor_v2, (where, 0, tuple(value.shape), value.stride(), False, collections.OrderedDict())
        return NotImplemented


StorageId = collections.namedtuple("StorageId", "id")


def pack(file, size, w):
    """The archive that torch.jit.load reads."""
    sys.modules.setdefault("__torch__", types.ModuleType("__torch__")).Clip = Clip        # pickle looks the class up
    program = Clip()
    program.__dict__.update(training=False, patch_size=size.patch, vision_layers=size.vision.layers, vision_heads=size.vision.heads,
                            vision_activation="quick_gelu", vision_eps=EPS, text_layers=size.text.layers, text_heads=size.text.heads,
                            text_activation="quick_gelu", text_eps=EPS, w=w)
    out = io.BytesIO()
    pickler = Pickler(out)
    pickler.dump(program)
    source = "".join((PROGRAM / f"{name}.torchscript").read_text() for name in ("clip", "linear-plain"))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/version", "10\n")
        archive.writestr("archive/code/__torch__.py", source)
        archive.writestr("archive/constants.pkl", b"\x80\x02).")
        archive.writestr("archive/data.pkl", out.getvalue())
        for n, tensor in enumerate(pickler.tensors):
            archive.writestr(f"archive/data/{n}", tensor.contiguous().view(torch.uint8).numpy().tobytes())


def seconds(device, call, rounds=7):
    """The median of several rounds, each long enough to time."""
    def once(count):
        wait(device)
        start = time.perf_counter()
        for _ in range(count):
            call()
        wait(device)
        return (time.perf_counter() - start) / count
    once(2)
    count = max(1, round(0.2 / max(once(1), 1e-6)))
    return sorted(once(count) for _ in range(rounds))[rounds // 2]


def wait(device):
    if device.type == "cuda":
        torch.cuda.synchronize(device)


def matrix_rate(device, precision, edges):
    """FLOP/s of the best square product."""
    def rate(edge):
        a = torch.randn(edge, edge, device=device).to(precision)
        return 2 * edge ** 3 / seconds(device, lambda: a @ a)
    return max(rate(edge) for edge in edges)


def operations(size):
    """Of one image in products with weights, without what the program leaves out of the last layer; as ImageTowerBenchmark.java counts."""
    t, positions = size.vision, (size.image // size.patch) ** 2 + 1
    rest = t.width ** 2 + 2 * t.width * t.mlp
    layers = t.layers * positions * (3 * t.width ** 2 + rest) - (positions - 1) * rest
    return 2 * ((positions - 1) * 3 * size.patch ** 2 * t.width + layers + t.width * size.projection)


def check(name, device, precision, batches, rate, folder):
    size = SIZES[name]
    files = {}
    for kind in (torch.float32, precision):
        files[kind] = folder / f"{name}-{str(kind).split('.')[-1]}.pt"
        pack(files[kind], size, weights(size, kind, torch.Generator().manual_seed(1)))
    program = torch.jit.load(str(files[precision]), map_location=device)
    reference = torch.jit.load(str(files[torch.float32]), map_location="cpu")
    pixels = torch.randint(256, (8, size.image, size.image, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        cosine = (program.encode_image(pixels.to(device)).cpu() * reference.encode_image(pixels)).sum(1).min().item()
    result = {"size": name, "device": torch.cuda.get_device_name(device) if device.type == "cuda" else "cpu", "precision": str(precision),
              "lowestCosineToFloat32Cpu": cosine, "matrixTeraflops": rate / 1e12, "imagesPerSecond": {}, "goal": GOALS.get(name)}
    for batch in batches:
        one = pixels[:1].repeat(batch, 1, 1, 1).to(device)
        with torch.no_grad():
            result["imagesPerSecond"][batch] = batch / seconds(device, lambda: program.encode_image(one))
    result["shareOfMatrixRate"] = max(result["imagesPerSecond"].values()) * operations(size) / rate
    return result


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--device", type=torch.device, default=torch.device("cuda"))
    p.add_argument("--precision", type=lambda name: getattr(torch, name), default=torch.bfloat16, help="bfloat16 or float16")
    p.add_argument("--sizes", nargs="*", choices=list(SIZES), default=["b32", "l14"])
    p.add_argument("--batches", nargs="*", type=int, default=[1, 8, 32, 128, 512])
    p.add_argument("--matrices", nargs="*", type=int, default=[2048, 4096, 8192])
    p.add_argument("--folder", type=Path, default=Path("."), help="for the archives, up to 2.5 GB")
    a = p.parse_args()
    rate = matrix_rate(a.device, a.precision, a.matrices)
    for name in a.sizes:
        print(json.dumps(check(name, a.device, a.precision, a.batches, rate, a.folder)), flush=True)


if __name__ == "__main__":
    main()
