"""A tiny language model and a projector for its eyes with random weights, as llama.cpp reads them."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy

WIDTH, LAYERS, HEADS, CONTEXT = 32, 2, 2, 16384
PATCH, SIDE = 14, 28
TEMPLATE = (
    "{% for message in messages %}{{ message.role }}: {% if message.content is string %}{{ message.content }}"
    "{% else %}{% for part in message.content %}{{ part.text }}{% endfor %}{% endif %}\n{% endfor %}assistant:"
)


def make(folder: Path) -> tuple[Path, Path]:
    """Writes both into ``folder`` and returns their files; beside them lies ``embedder.gguf``, a model that embeds."""
    model, eyes = folder / "tiny.gguf", folder / "projector.gguf"
    language_model(model)
    language_model(folder / "embedder.gguf", gguf.PoolingType.MEAN)
    projector(eyes)
    return model, eyes


class Weights:
    """Writes tensors of one file; random ones are the same every time."""

    def __init__(self, writer: gguf.GGUFWriter, scale: float) -> None:
        self._writer = writer
        self._random = numpy.random.default_rng(0)
        self._scale = scale

    def random(self, name: str, *shape: int, row: float | None = None, column: float | numpy.ndarray | None = None) -> None:
        """``row`` and ``column``: what the first of each holds instead."""
        values = (self._random.standard_normal(shape) * self._scale).astype(numpy.float32)
        if row is not None:
            values[0] = row
        if column is not None:
            values[:, 0] = column
        self._writer.add_tensor(name, values)

    def fill(self, name: str, value: float, size: int = WIDTH) -> None:
        self._writer.add_tensor(name, numpy.full(size, value, dtype=numpy.float32))

    def finish(self) -> None:
        self._writer.write_header_to_file()
        self._writer.write_kv_data_to_file()
        self._writer.write_tensors_to_file()
        self._writer.close()


def language_model(path: Path, pooling: gguf.PoolingType | None = None) -> None:
    """``pooling``: how it makes one vector of a text; servers take a model that says so for one that embeds."""
    writer = gguf.GGUFWriter(str(path), "llama")
    if pooling is not None:
        writer.add_pooling_type(pooling)
    writer.add_name("tiny")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(2 * WIDTH)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    # Every byte is a token of its own.
    tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{byte:02X}>".encode() for byte in range(256)] + ["\u2581".encode()]
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL] + [gguf.TokenType.BYTE] * 256 + [gguf.TokenType.NORMAL]
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores([0.0] * len(tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_vocab_size(len(tokens))
    writer.add_chat_template(TEMPLATE)
    # It speaks printable ASCII: servers refuse to read answers that are no UTF-8. The first number of what it thinks is the same at every
    # token, because no layer adds to it, so that the output can hold it against all other tokens.
    printable = numpy.array([kind == gguf.TokenType.BYTE and 32 <= token - 3 < 127 for token, kind in enumerate(kinds)])
    weights = Weights(writer, 0.3)
    weights.random("token_embd.weight", len(tokens), WIDTH, column=1)
    weights.random("output.weight", len(tokens), WIDTH, column=numpy.where(printable, 0, -100))
    weights.fill("output_norm.weight", 1)
    for layer in range(LAYERS):
        for name in ("attn_norm", "ffn_norm"):
            weights.fill(f"blk.{layer}.{name}.weight", 1)
        for name in ("attn_q", "attn_k", "attn_v"):
            weights.random(f"blk.{layer}.{name}.weight", WIDTH, WIDTH)
        weights.random(f"blk.{layer}.attn_output.weight", WIDTH, WIDTH, row=0)
        weights.random(f"blk.{layer}.ffn_gate.weight", 2 * WIDTH, WIDTH)
        weights.random(f"blk.{layer}.ffn_up.weight", 2 * WIDTH, WIDTH)
        weights.random(f"blk.{layer}.ffn_down.weight", WIDTH, 2 * WIDTH, row=0)
    weights.finish()


def projector(path: Path) -> None:
    writer = gguf.GGUFWriter(str(path), "clip")
    writer.add_bool("clip.has_vision_encoder", True)
    writer.add_bool("clip.has_text_encoder", False)
    writer.add_bool("clip.has_llava_projector", True)
    writer.add_string("clip.projector_type", "mlp")
    writer.add_bool("clip.use_gelu", True)
    for name, value in {"image_size": SIDE, "patch_size": PATCH, "embedding_length": WIDTH, "feed_forward_length": 2 * WIDTH, "projection_dim": WIDTH, "attention.head_count": HEADS, "block_count": LAYERS}.items():
        writer.add_uint32(f"clip.vision.{name}", value)
    writer.add_float32("clip.vision.attention.layer_norm_epsilon", 1e-5)
    writer.add_array("clip.vision.image_mean", [0.5, 0.5, 0.5])
    writer.add_array("clip.vision.image_std", [0.5, 0.5, 0.5])
    weights = Weights(writer, 0.1)
    weights.random("v.patch_embd.weight", WIDTH, 3, PATCH, PATCH)
    weights.random("v.position_embd.weight", (SIDE // PATCH) ** 2 + 1, WIDTH)
    weights.random("v.class_embd", WIDTH)

    def norm(name: str) -> None:
        weights.fill(f"{name}.weight", 1)
        weights.fill(f"{name}.bias", 0)

    norm("v.pre_ln")
    norm("v.post_ln")
    for layer in range(LAYERS):
        for name in ("attn_q", "attn_k", "attn_v", "attn_out"):
            weights.random(f"v.blk.{layer}.{name}.weight", WIDTH, WIDTH)
            weights.fill(f"v.blk.{layer}.{name}.bias", 0)
        norm(f"v.blk.{layer}.ln1")
        norm(f"v.blk.{layer}.ln2")
        # The two names are swapped in files of this kind.
        weights.random(f"v.blk.{layer}.ffn_down.weight", 2 * WIDTH, WIDTH)
        weights.fill(f"v.blk.{layer}.ffn_down.bias", 0, 2 * WIDTH)
        weights.random(f"v.blk.{layer}.ffn_up.weight", WIDTH, 2 * WIDTH)
        weights.fill(f"v.blk.{layer}.ffn_up.bias", 0)
    for layer in (0, 2):
        weights.random(f"mm.{layer}.weight", WIDTH, WIDTH)
        weights.fill(f"mm.{layer}.bias", 0)
    weights.finish()
