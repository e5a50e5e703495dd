"""CLIP's activation. On bfloat16 it runs quick_gelu.c, compiled at first use; without a C compiler, or in another precision, PyTorch's operations."""
import ctypes, subprocess, tempfile
from pathlib import Path

import torch


def _compiled():
    library = Path(tempfile.mkdtemp()) / "quick_gelu.so"
    try:
        subprocess.run(["cc", "-Ofast", "-march=native", "-fopenmp", "-shared", "-fPIC", "-o", str(library), str(Path(__file__).with_suffix(".c")), "-lm"], check=True)
        return ctypes.CDLL(str(library))
    except (OSError, subprocess.CalledProcessError):
        return None


_library = _compiled()


def _call(name, out, *tensors):
    getattr(_library, name)(*(ctypes.c_void_p(t.data_ptr()) for t in (*tensors, out)), ctypes.c_long(out.numel()))
    return out


class _QuickGelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return _call("forward", torch.empty_like(x), x)

    @staticmethod
    def backward(ctx, dy):
        x, = ctx.saved_tensors
        return _call("backward", torch.empty_like(x), x, dy.contiguous())


def quick_gelu(x):
    if _library and x.dtype == torch.bfloat16:
        return _QuickGelu.apply(x.contiguous())
    return x * torch.sigmoid(1.702 * x)
