"""Makes training pictures of pictograms, a batch at a time, on tensors: where and how large the pictogram stands, its colours, its outline,
what is behind it, and what a camera, a scaler or a JPEG encoder would do to it. Values are 0 to 1.

`strength`, 0 to 1, says how much of all that: a vision transformer learns nothing at first when it gets the whole at once."""
import math

import torch
import torch.nn.functional as F

MEAN = torch.tensor([0.48145466, 0.4578275, 0.40821073]).view(3, 1, 1)
STD = torch.tensor([0.26862954, 0.26130258, 0.27577711]).view(3, 1, 1)
GRAY = torch.tensor([0.299, 0.587, 0.114])


def uniform(n, low, high, *shape):
    return torch.rand(n, *(shape or (1, 1, 1))) * (high - low) + low


def some(n, share):
    """The numbers of about `share` of n pictures; at least one, since scaling refuses an empty batch."""
    chance = torch.rand(n)
    return (chance <= max(share, chance.min())).nonzero().squeeze(1)


def place(rgba, size, low, high, flip, strength):
    """Scales (to `low`…`high` of the picture's edge), turns, leans, mirrors where `flip` allows, and moves. Colours come premultiplied."""
    n = len(rgba)
    scale = torch.rand(n) * (high - low) + low
    stretch = torch.exp(torch.randn(n) * 0.08 * strength)
    angle = torch.randn(n) * torch.where(torch.rand(n) < 0.25, 0.5, 0.12) * strength
    lean = torch.randn(n) * 0.08 * strength
    mirror = 1 - 2 * (flip & (torch.rand(n) < 0.5)).float()
    room = (1.08 - scale).clamp(min=0.08) * 0.9
    x, y = (torch.rand(2, n) * 2 - 1) * room * strength
    cos, sin = angle.cos() / scale, angle.sin() / scale
    theta = torch.stack([cos * stretch * mirror, (sin + lean) * mirror, torch.zeros(n), -sin, cos / stretch, torch.zeros(n)], 1).view(n, 2, 3)
    theta[:, :, 2] = -(theta[:, :, :2] @ torch.stack([x, y], 1)[..., None]).squeeze(-1)
    return F.grid_sample(rgba, F.affine_grid(theta, (n, 4, size, size), align_corners=False), align_corners=False)


def colour_matrix(n, strength):
    """Saturation, hue and a little mixing of channels, as one 3 x 3 matrix for each picture; gray now and then."""
    saturation = torch.exp(torch.randn(n) * 0.3 * strength)
    saturation[some(n, 0.06 * strength)] = 0
    hue = torch.randn(n) * torch.where(torch.rand(n) < 0.15, 0.8, 0.15) * strength
    gray = GRAY.expand(3, 3)
    cross = torch.tensor([[0., -1, 1], [1, 0, -1], [-1, 1, 0]]) / math.sqrt(3)
    turn = hue.cos()[:, None, None] * torch.eye(3) + hue.sin()[:, None, None] * cross + (1 - hue.cos())[:, None, None] / 3
    fade = gray + saturation[:, None, None] * (torch.eye(3) - gray)
    return turn @ fade + torch.randn(n, 3, 3) * 0.04 * strength


def recolour(rgb, alpha, strength):
    """Colours of the pictogram itself (premultiplied): matrix, contrast, brightness; some flattened to few levels."""
    n = len(rgb)
    rgb = torch.bmm(colour_matrix(n, strength), rgb.flatten(2)).view_as(rgb)
    rgb = rgb * (1 + strength * uniform(n, -0.25, 0.25)) + alpha * strength * uniform(n, -0.12, 0.12)
    flat = some(n, 0.12 * strength)
    levels = torch.randint(2, 6, (len(flat), 1, 1, 1))
    rgb[flat] = (rgb[flat] * levels).round() / levels
    return torch.minimum(rgb.clamp(min=0), alpha)


def ink(rgba, rows):
    """Black drawings get a random colour; half of them dark, half of them light."""
    dark = torch.rand(len(rows), 1, 1, 1) < 0.6
    colour = torch.where(dark, uniform(len(rows), 0, 0.5, 3, 1, 1), uniform(len(rows), 0.55, 1, 3, 1, 1))
    rgba[rows, :3] = colour * rgba[rows, 3:]
    return dark


def outline(rgba, strength):
    """A dark or light line around the shape, as stickers and cartoons have it."""
    rows = some(len(rgba), 0.12 * strength)
    alpha = rgba[rows, 3:]
    grown = F.max_pool2d(alpha, 3, 1, 1)
    colour = torch.where(torch.rand(len(rows), 1, 1, 1) < 0.6, uniform(len(rows), 0, 0.2, 3, 1, 1), uniform(len(rows), 0.85, 1, 3, 1, 1))
    rgba[rows] = torch.cat([rgba[rows, :3] + colour * (grown - alpha), grown], 1)
    return rgba


def background(n, size, strength):
    """Plain, shaded, striped, or soft blobs as in a photograph that is out of focus."""
    plain = torch.rand(n, 3, 1, 1)
    pale = some(n, 0.35)
    plain[pale] = 1 - 0.25 * plain[pale] * torch.rand(len(pale), 1, 1, 1)
    plain[some(n, 0.1)] = 1.0
    plain = 1 - strength * (1 - plain)
    other = (plain + torch.randn(n, 3, 1, 1) * 0.3 * strength).clamp(0, 1)
    kind = torch.rand(n)
    ramp = torch.linspace(-1, 1, size)
    angle = torch.rand(n, 1, 1) * 2 * math.pi
    slope = angle.cos() * ramp[None, None, :] + angle.sin() * ramp[None, :, None]
    mix = torch.zeros(n, 1, size, size)
    rows = (kind > 0.5) & (kind < 0.68)
    mix[rows, 0] = (slope[rows] * 0.5 + 0.5).clamp(0, 1)
    rows = (kind >= 0.68) & (kind < 0.8)
    mix[rows, 0] = ((slope[rows] * uniform(int(rows.sum()), 4, 25, 1, 1)).sin() > 0).float()
    back = plain + mix * (other - plain)
    rows = (kind >= 0.8).nonzero().squeeze(1)
    for grid, contrast in ((3, 0.35), (8, 0.2), (20, 0.1)):
        blobs = torch.randn(len(rows), 3, grid, grid) * contrast * strength * torch.rand(len(rows), 1, 1, 1)
        back[rows] = back[rows] + F.interpolate(blobs, size=size, mode="bilinear", align_corners=False)
    return back


def clutter(back, rgba, strength):
    """Other pictograms of the batch, faint, behind some pictures."""
    rows = some(len(back), 0.12 * strength)
    others = rgba[torch.randint(len(rgba), (len(rows),))].roll((int(torch.randint(64, ())), int(torch.randint(64, ()))), (2, 3))
    seen = uniform(len(rows), 0.1, 0.5)
    back[rows] = back[rows] * (1 - seen * others[:, 3:]) + seen * others[:, :3]
    return back


def jpeg(x):
    """What JPEG loses: an 8 x 8 cosine transform, rounded more coarsely the higher the frequency."""
    k = torch.arange(8.)
    basis = torch.cos((2 * k[None] + 1) * k[:, None] * math.pi / 16) * torch.where(k == 0, 8 ** -0.5, 0.5)[:, None]
    n, c, h, w = x.shape
    blocks = x.view(n, c, h // 8, 8, w // 8, 8).transpose(3, 4)
    step = (1 + k[:, None] + k[None]) * uniform(n, 0.01, 0.09, 1, 1, 1, 1, 1)
    frequencies = (basis @ blocks @ basis.T / step).round() * step
    return (basis.T @ frequencies @ basis).transpose(3, 4).reshape(n, c, h, w)


def degrade(x, strength):
    n, size = len(x), x.shape[-1]
    rows = some(n, 0.15 * strength)
    x[rows] = F.avg_pool2d(F.pad(x[rows], (1, 1, 1, 1), mode="replicate"), 3, 1) * 0.7 + x[rows] * 0.3
    rows = some(n, 0.1 * strength)
    x[rows] = F.interpolate(F.interpolate(x[rows], size=int(torch.randint(28, 56, ())), mode="bilinear", align_corners=False), size=size, mode="bilinear", align_corners=False)
    rows = some(n, 0.2 * strength)
    x[rows] = x[rows] + torch.randn(len(rows), 3, size, size) * uniform(len(rows), 0, 0.08)
    rows = some(n, 0.15 * strength)
    x[rows] = jpeg(x[rows])
    return x


def pictures(rgba, flip, monochrome, strength=1.0, size=64):
    """rgba: uint8, n x 96 x 96 x 4; flip: which may be mirrored; monochrome: which are black drawings. Returns n x 3 x size x size."""
    varied = min(1.0, 2 * strength)                         # sizes and backgrounds, which every use of the model brings, come first
    rgba = rgba.permute(0, 3, 1, 2).float() / 255
    rgba[:, :3] *= rgba[:, 3:]
    dark = ink(rgba, monochrome)
    small = torch.zeros(len(rgba), dtype=torch.bool)
    small[some(len(rgba), 0.45 * varied)] = True                     # those are drawn from a smaller copy, or they would flicker
    placed = torch.empty(len(rgba), 4, size, size)
    placed[~small] = place(rgba[~small], size, 0.9 - 0.15 * strength, 0.95 + 0.17 * strength, flip[~small], strength)
    placed[small] = place(F.avg_pool2d(rgba[small], 2), size, 0.42, 0.78, flip[small], strength)
    placed = outline(torch.cat([recolour(placed[:, :3], placed[:, 3:], strength), placed[:, 3:]], 1), strength)
    back = background(len(rgba), size, varied)
    away = back[monochrome]                                  # dark on light, light on dark
    back[monochrome] = torch.where(dark, 1 - 0.4 * (1 - away), 0.4 * away)
    back = clutter(back, placed, strength)
    x = back * (1 - placed[:, 3:]) + placed[:, :3]
    return degrade(x, strength).clamp(0, 1)


def normalise(x):
    return (x - MEAN) / STD
