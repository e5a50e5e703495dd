"""CLIP's two towers with Hugging Face's tensor names (transformers' CLIPModel), small, and for training on a CPU in bfloat16.

Matrix products run in `compute` precision; the residual stream, the norms and all that follows the towers are float32.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

from quick_gelu import quick_gelu

BASE = {"hidden_act": "quick_gelu", "layer_norm_eps": 1e-5, "attention_dropout": 0.0, "initializer_factor": 1.0, "initializer_range": 0.02}


def config(vocab_size, bos, eos, projection=256, image=64, patch=8, vision=(256, 6, 768, 4), text=(192, 3, 576, 3), context=32):
    tower = lambda c: {**BASE, "hidden_size": c[0], "num_hidden_layers": c[1], "intermediate_size": c[2], "num_attention_heads": c[3], "projection_dim": projection}
    return {"architectures": ["CLIPModel"], "model_type": "clip", "projection_dim": projection, "logit_scale_init_value": 2.6592, "torch_dtype": "float16",
            "vision_config": {**tower(vision), "model_type": "clip_vision_model", "image_size": image, "patch_size": patch, "num_channels": 3},
            "text_config": {**tower(text), "model_type": "clip_text_model", "vocab_size": vocab_size, "max_position_embeddings": context,
                            "bos_token_id": bos, "eos_token_id": eos, "pad_token_id": eos}}


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        e = c["hidden_size"]
        self.heads = c["num_attention_heads"]
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = (nn.Linear(e, e) for _ in range(4))

    def forward(self, x, mask):
        b, t, e = x.shape
        parts = (self.q_proj, self.k_proj, self.v_proj)
        qkv = F.linear(x, torch.cat([p.weight for p in parts]).to(x.dtype), torch.cat([p.bias for p in parts]).to(x.dtype))
        q, k, v = qkv.view(b, t, 3, self.heads, e // self.heads).permute(2, 0, 3, 1, 4).contiguous()
        a = (q * (e // self.heads) ** -0.5) @ k.transpose(-1, -2)
        a = (a if mask is None else a + mask.to(a.dtype)).softmax(-1) @ v
        return linear(a.transpose(1, 2).reshape(b, t, e), self.out_proj)


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.self_attn = Attention(c)
        self.layer_norm1 = nn.LayerNorm(c["hidden_size"], c["layer_norm_eps"])
        self.layer_norm2 = nn.LayerNorm(c["hidden_size"], c["layer_norm_eps"])
        self.mlp = nn.ModuleDict({"fc1": nn.Linear(c["hidden_size"], c["intermediate_size"]), "fc2": nn.Linear(c["intermediate_size"], c["hidden_size"])})

    def forward(self, x, mask, compute):
        x = x + self.self_attn(self.layer_norm1(x).to(compute), mask)
        return x + linear(quick_gelu(linear(self.layer_norm2(x).to(compute), self.mlp["fc1"])), self.mlp["fc2"])


class Encoder(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.layers = nn.ModuleList(Layer(c) for _ in range(c["num_hidden_layers"]))

    def forward(self, x, mask, compute):
        for layer in self.layers:
            x = layer(x, mask, compute)
        return x


class Vision(nn.Module):
    def __init__(self, c):
        super().__init__()
        e, self.patch = c["hidden_size"], c["patch_size"]
        self.embeddings = nn.Module()
        self.embeddings.class_embedding = nn.Parameter(torch.randn(e) * 0.02)
        self.embeddings.patch_embedding = nn.Conv2d(3, e, self.patch, self.patch, bias=False)
        self.embeddings.position_embedding = nn.Embedding((c["image_size"] // self.patch) ** 2 + 1, e)
        self.pre_layrnorm = nn.LayerNorm(e, c["layer_norm_eps"])          # the name is misspelt in every published checkpoint
        self.encoder = Encoder(c)
        self.post_layernorm = nn.LayerNorm(e, c["layer_norm_eps"])

    def forward(self, pixels, compute, keep=1.0):
        """keep: the share of patches that each picture is seen by; leaving some out makes training faster and the model less narrow."""
        weight = self.embeddings.patch_embedding.weight.flatten(1).to(compute)
        x = F.linear(F.unfold(pixels, self.patch, stride=self.patch).transpose(1, 2).to(compute), weight).float()
        x = x + self.embeddings.position_embedding.weight[1:]
        if keep < 1:
            kept = torch.rand(x.shape[:2]).argsort(1)[:, :round(keep * x.shape[1])]
            x = x.gather(1, kept[..., None].expand(-1, -1, x.shape[2]))
        first = self.embeddings.class_embedding + self.embeddings.position_embedding.weight[0]
        x = self.pre_layrnorm(torch.cat([first.expand(len(x), 1, -1), x], 1))
        return self.post_layernorm(self.encoder(x, None, compute)[:, 0])


class Text(nn.Module):
    def __init__(self, c):
        super().__init__()
        e = c["hidden_size"]
        self.embeddings = nn.Module()
        self.embeddings.token_embedding = nn.Embedding(c["vocab_size"], e)
        self.embeddings.position_embedding = nn.Embedding(c["max_position_embeddings"], e)
        self.encoder = Encoder(c)
        self.final_layer_norm = nn.LayerNorm(e, c["layer_norm_eps"])

    def forward(self, ids, ends, compute):
        x = self.embeddings.token_embedding(ids) + self.embeddings.position_embedding.weight[:ids.shape[1]]
        causal = torch.full((ids.shape[1],) * 2, -math.inf).triu(1)
        return self.final_layer_norm(self.encoder(x, causal, compute)[torch.arange(len(ids)), ends])


class Clip(nn.Module):
    def __init__(self, c, compute=torch.float32):
        super().__init__()
        self.config, self.compute = c, compute
        self.vision_model, self.text_model = Vision(c["vision_config"]), Text(c["text_config"])
        self.visual_projection = nn.Linear(c["vision_config"]["hidden_size"], c["projection_dim"], bias=False)
        self.text_projection = nn.Linear(c["text_config"]["hidden_size"], c["projection_dim"], bias=False)
        self.logit_scale = nn.Parameter(torch.tensor(c["logit_scale_init_value"]))
        self._initialise()

    def _initialise(self):
        spread = {"token_embedding": 0.3, "position_embedding": 0.05}      # texts that differ from the start give the pictures something to aim at
        for name, p in self.named_parameters():
            if p.dim() > 1:
                nn.init.trunc_normal_(p, std=spread.get(name.split(".")[-2], p[0].numel() ** -0.5))
            elif name.endswith("proj.bias") or "fc" in name and name.endswith("bias"):
                nn.init.zeros_(p)
        for tower in (self.vision_model, self.text_model):                 # each layer adds to the residual stream: keep its sum small
            for layer in tower.encoder.layers:
                for p in (layer.self_attn.out_proj.weight, layer.mlp["fc2"].weight):
                    p.data *= (2 * len(tower.encoder.layers)) ** -0.5
                layer.self_attn.k_proj.weight.data.copy_(layer.self_attn.q_proj.weight.data)    # look first at what is like oneself: neighbours
        positions = self.vision_model.embeddings.position_embedding.weight.data
        positions[0] = 0
        positions[1:] = waves(round((len(positions) - 1) ** 0.5), positions.shape[1])

    def image_embeds(self, pixels, keep=1.0):
        return F.normalize(self.visual_projection(self.vision_model(pixels, self.compute, keep)), dim=-1)

    def text_embeds(self, token_lists):
        """token_lists end with the end token; what is padded behind it cannot be seen from it."""
        ids = torch.full((len(token_lists), max(map(len, token_lists))), token_lists[0][-1])
        for row, tokens in zip(ids, token_lists):
            row[:len(tokens)] = torch.tensor(tokens)
        ends = torch.tensor([len(t) - 1 for t in token_lists])
        return F.normalize(self.text_projection(self.text_model(ids, ends, self.compute)), dim=-1)


def waves(grid, width):
    """Where a patch stands, as sines and cosines of its row and column: a start from which neighbours are alike."""
    frequency = 2.0 * 0.05 ** (torch.arange(width // 4) / (width // 4))
    angle = torch.arange(grid)[:, None] * frequency
    wave = torch.cat([angle.sin(), angle.cos()], 1)
    return torch.cat([wave[:, None].expand(-1, grid, -1), wave[None].expand(grid, -1, -1)], 2).reshape(grid * grid, width)


def linear(x, layer):
    return F.linear(x, layer.weight.to(x.dtype), layer.bias.to(x.dtype))
