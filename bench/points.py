"""The points: calls that real models make, and a few that corner an implementation.

A number may stand for two calls; the second then has a letter.
"""

import math
from dataclasses import asdict, dataclass

from bench import types

ONE, BOTH = (1,), (1, 2)


@dataclass(frozen=True)
class Point:
    name: str
    kind: str
    shape: tuple
    dtype: str
    threads: tuple
    model: str
    dim: int = -1
    groups: int = 0
    # Words of `norm.plan` that ours is told.
    plan: str = ""

    @classmethod
    def of(cls, fields):
        """The point that `fields` wrote into JSON."""
        return cls(**{k: tuple(v) if isinstance(v, list) else v for k, v in fields.items()})

    @property
    def fields(self):
        return asdict(self)

    @property
    def number(self):
        return int(self.name.rstrip("b"))

    @property
    def elements(self):
        return math.prod(self.shape)

    @property
    def tensor_bytes(self):
        """Bytes of the main tensor, read once and written once by most kinds."""
        return self.elements * types.BYTES[self.dtype]

    @property
    def label(self):
        extents = "x".join(map(str, self.shape))
        over = f" over dim {self.dim}" if self.dim >= 0 else ""
        groups = f" in {self.groups} groups" if self.groups else ""
        plan = f", {self.plan}" if self.plan else ""
        return f"{self.kind} {extents} {self.dtype}{over}{groups}{plan}"


ALL = [
    Point("1", "rms_norm", (1, 4096), "f32", ONE, "Llama-3 8B, one token"),
    Point("2", "rms_norm", (1, 4096), "bf16", ONE, "Llama-3 8B, one token"),
    Point("3", "rms_norm", (1, 8192), "f32", ONE, "Llama-3 70B, one token"),
    Point("4", "rms_norm", (16, 4096), "bf16", BOTH, "Llama-3 8B, 16 sequences"),
    Point("5", "rms_norm", (512, 4096), "f32", BOTH, "Llama-3 8B, prompt of 512"),
    Point("6", "rms_norm", (4096, 4096), "f32", BOTH, "Llama-3 8B, prompt of 4096"),
    Point("7", "rms_norm", (8192, 4096), "bf16", BOTH, "Llama-3 8B, prompt of 8192"),
    Point("8", "rms_norm", (2048, 8192), "f32", BOTH, "Llama-3 70B, prompt of 2048"),
    Point("9", "add_rms_norm", (2048, 4096), "bf16", BOTH, "Llama-3 8B, residual path"),
    Point("10", "rms_norm", (32768, 128), "bf16", BOTH, "Qwen3, norm of queries and keys"),
    Point("11", "rms_norm", (1024, 7168), "bf16", ONE, "DeepSeek-V3"),
    Point("12", "rms_norm", (1024, 4095), "f32", ONE, "tails, rows out of line"),
    Point("13", "layer_norm", (1, 768), "f32", ONE, "GPT-2, one token"),
    Point("14", "layer_norm", (512, 768), "f32", BOTH, "BERT-base, GPT-2"),
    Point("15", "layer_norm", (512, 1024), "f32", BOTH, "BERT-large"),
    Point("16", "layer_norm", (1024, 1280), "f32", ONE, "GPT-2 large"),
    Point("17", "layer_norm", (1024, 1600), "f32", ONE, "GPT-2 XL"),
    Point("18", "layer_norm", (6304, 1024), "f32", BOTH, "ViT-L/16, 32 images"),
    Point("19", "layer_norm", (16384, 1024), "bf16", BOTH, "BERT-large, 32 x 512 tokens"),
    Point("20", "layer_norm", (4096, 4096), "f32", BOTH, "memory alone"),
    Point("21", "layer_norm", (25088, 128), "f32", BOTH, "Swin, first stage"),
    Point("22", "layer_norm", (32, 96, 56, 56), "f32", BOTH, "ConvNeXt-T, channels first", dim=1),
    Point("23", "softmax", (12, 128, 128), "f32", ONE, "BERT-base"),
    Point("24", "softmax", (16, 384, 384), "f32", BOTH, "BERT-large on SQuAD"),
    Point("25", "softmax", (32, 1, 4096), "f32", ONE, "Llama, one token, context of 4096"),
    Point("26", "softmax", (32, 2048, 2048), "f32", BOTH, "Llama-3 8B, prompt of 2048"),
    Point("27", "softmax", (8, 4096, 4096), "bf16", BOTH, "Stable Diffusion 1.5, self-attention"),
    Point("28", "softmax", (8, 4096, 77), "f32", ONE, "Stable Diffusion, cross-attention"),
    Point("29", "masked_softmax", (12, 1024, 1024), "f32", BOTH, "GPT-2"),
    Point("30", "softmax", (1, 32000), "f32", ONE, "Llama-2, next token"),
    Point("31", "softmax", (1, 128256), "f32", BOTH, "Llama-3, next token"),
    Point("32", "softmax", (1, 256000), "f32", BOTH, "Gemma, next token"),
    Point("33", "log_softmax", (128, 50257), "f32", BOTH, "GPT-2, loss"),
    Point("34", "softmax", (512, 128256), "f32", BOTH, "Llama-3, logits of a chunk"),
    Point("35", "softmax", (2, 21, 512, 512), "f32", BOTH, "segmentation", dim=1),
    Point("36", "batch_norm", (1, 64, 112, 112), "f32", ONE, "ResNet-50, stem"),
    Point("37", "batch_norm", (32, 256, 56, 56), "f32", BOTH, "ResNet-50, first stage"),
    Point("38", "batch_norm", (32, 2048, 7, 7), "f32", ONE, "ResNet-50, end"),
    Point("39", "batch_norm_training", (32, 64, 112, 112), "f32", BOTH, "ResNet-50, stem"),
    Point("40", "group_norm", (2, 320, 64, 64), "f32", BOTH, "Stable Diffusion UNet", groups=32),
    Point("41", "group_norm", (2, 640, 64, 64), "f32", BOTH, "SDXL UNet", groups=32),
    Point("41b", "group_norm", (2, 1280, 32, 32), "f32", BOTH, "SDXL UNet", groups=32),
    Point("42", "group_norm", (1, 512, 128, 128), "f32", BOTH, "SD decoder", groups=32),
    Point("43", "group_norm_silu", (2, 320, 128, 128), "bf16", BOTH, "SDXL block", groups=32),
    Point("44", "instance_norm", (8, 256, 64, 64), "f32", ONE, "style transfer"),
    Point("45", "dyt", (6304, 1024), "f32", BOTH, "ViT-L with DyT"),
    Point("45b", "dyt", (6304, 1024), "bf16", BOTH, "ViT-L with DyT"),
    Point("46", "l2_norm", (1024, 768), "f32", ONE, "sentence embeddings"),
    Point("47", "l1_norm", (512, 1000), "f32", ONE, "class scores"),
    Point("48", "rms_norm_int8", (2048, 4096), "bf16", BOTH, "int8 activations"),
]

NAMED = {point.name: point for point in ALL}
QUICK = [NAMED[name] for name in ("1", "4", "14", "23", "40")]


def chosen(text):
    """The points of `1,5-9,41b`; a number stands for all of its calls. Raises ValueError."""
    numbers, names = set(), set()
    for word in text.split(","):
        first, _, last = word.partition("-")
        if first.isdigit() and (last.isdigit() or not last):
            numbers.update(range(int(first), int(last or first) + 1))
        else:
            names.add(word)
    unknown = names - NAMED.keys() | {str(n) for n in numbers} - NAMED.keys()
    if unknown:
        raise ValueError(f"expects points 1 to 48, got {', '.join(sorted(unknown))}")
    return [point for point in ALL if point.number in numbers or point.name in names]
