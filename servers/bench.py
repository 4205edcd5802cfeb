"""The Python model server at real sizes: models of published shapes with random weights, through HTTP, on the GPU where there is one.

Random weights compute as fast as trained ones and need no hub. Run in servers/: ``PYTHONPATH=.:tests python bench.py OUT.json``
"""

from __future__ import annotations

import concurrent.futures
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import conftest
import torch
import transformers
from tiny_models import MARKERS, QWEN_TEMPLATE, byte_tokenizer, word_tokenizer

from vouch_models.engines import Machine
from vouch_models.engines.chat import Message
from vouch_models.host import Host
from vouch_models.spec import ModelSpec

CUDA = torch.cuda.is_available()


def qwen_vl_3b(place: Path) -> None:
    """The shape of Qwen2.5-VL-3B (its published configuration); a vocabulary of bytes."""
    tokenizer = byte_tokenizer(MARKERS, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    ids = {marker: tokenizer.convert_tokens_to_ids(marker) for marker in MARKERS}
    text = dict(vocab_size=151_936, hidden_size=2048, intermediate_size=11_008, num_hidden_layers=36, num_attention_heads=16, num_key_value_heads=2, max_position_embeddings=32_768, tie_word_embeddings=True, rope_parameters={"rope_type": "default", "mrope_section": [16, 24, 24], "rope_theta": 1e6})
    vision = dict(depth=32, hidden_size=1280, intermediate_size=3420, num_heads=16, out_hidden_size=2048, patch_size=14, spatial_merge_size=2, temporal_patch_size=2, window_size=112, fullatt_block_indexes=[7, 15, 23, 31])
    config = transformers.Qwen2_5_VLConfig(text_config=text, vision_config=vision, image_token_id=ids["<|image_pad|>"], video_token_id=ids["<|video_pad|>"], vision_start_token_id=ids["<|vision_start|>"], vision_end_token_id=ids["<|vision_end|>"])
    model = build(transformers.Qwen2_5_VLForConditionalGeneration, config)
    # A random model ends nowhere by itself: the token limit ends it.
    model.generation_config.eos_token_id = None
    model.generation_config.pad_token_id = ids["<|endoftext|>"]
    model.save_pretrained(place)
    transformers.Qwen2_5_VLProcessor(transformers.Qwen2VLImageProcessor(), tokenizer, transformers.Qwen2VLVideoProcessor(), chat_template=QWEN_TEMPLATE).save_pretrained(place)


def clip_large(place: Path) -> None:
    """The shape of CLIP ViT-L/14."""
    text = dict(vocab_size=49_408, hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12, max_position_embeddings=77, eos_token_id=3, bos_token_id=2, pad_token_id=0)
    vision = dict(hidden_size=1024, intermediate_size=4096, num_hidden_layers=24, num_attention_heads=16, image_size=224, patch_size=14)
    build(transformers.CLIPModel, transformers.CLIPConfig(text_config=text, vision_config=vision, projection_dim=768)).save_pretrained(place)
    transformers.CLIPProcessor(transformers.CLIPImageProcessor(), word_tokenizer()).save_pretrained(place)


def stable_diffusion(place: Path) -> None:
    """The shape of Stable Diffusion 1.5."""
    import diffusers

    words = transformers.CLIPTextModel(transformers.CLIPTextConfig(vocab_size=49_408, hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12, max_position_embeddings=77, eos_token_id=3, bos_token_id=2, pad_token_id=0))
    unet = diffusers.UNet2DConditionModel(sample_size=64, cross_attention_dim=768, attention_head_dim=8)
    vae = diffusers.AutoencoderKL(block_out_channels=(128, 256, 512, 512), down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, layers_per_block=2, sample_size=512)
    diffusers.StableDiffusionPipeline(vae, words, word_tokenizer(), unet, diffusers.DDIMScheduler(), None, None, requires_safety_checker=False).save_pretrained(place)


def build(kind: Any, config: Any) -> Any:
    """Random weights, made on the device because that is where it is fast."""
    with torch.device("cuda" if CUDA else "cpu"):
        return kind(config).to(torch.bfloat16)


def main() -> None:
    out = Path(sys.argv[1])
    device = torch.cuda.get_device_name() if CUDA else "CPU"
    figures: dict[str, Any] = {"device": device, "torch": torch.__version__, "transformers": transformers.__version__}
    folder = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    try:
        for name, engine, make, measure in (
            ("clip-vit-l-14", "image-text-embed", clip_large, measure_embeddings),
            ("qwen2.5-vl-3b", "vision-chat", qwen_vl_3b, measure_chat),
            ("stable-diffusion-1.5", "text-to-image", stable_diffusion, measure_images),
        ):
            make(folder / name)
            figures[name] = measured(ModelSpec(name, engine, str(folder / name)), measure)
            out.write_text(json.dumps(figures, indent=2))
            print(json.dumps({name: figures[name]}), file=sys.stderr, flush=True)
            shutil.rmtree(folder / name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(figures, indent=2))


def measured(spec: ModelSpec, measure: Any) -> dict[str, Any]:
    """Loads, measures, unloads; memory is what the device's allocator says."""
    before = torch.cuda.memory_allocated() if CUDA else 0
    server = conftest.Serving(Host([spec], Machine(threads=torch.get_num_threads())))
    try:
        started = time.perf_counter()
        loaded = server.post("/admin/load", json={"model": spec.id}).json()
        result = {"load_s": round(time.perf_counter() - started, 1), "memory_gb": round(loaded["memory_bytes"] / 1e9, 2)}
        result |= measure(server)
        if CUDA:
            result["peak_gb"] = round(torch.cuda.max_memory_allocated() / 1e9, 2)
            torch.cuda.reset_peak_memory_stats()
        server.post("/admin/unload", json={"model": spec.id})
        result["left_after_unload_mb"] = round(((torch.cuda.memory_allocated() if CUDA else 0) - before) / 1e6, 1)
        return result
    finally:
        server.close()


def measure_chat(server: conftest.Serving) -> dict[str, Any]:
    image = {"type": "image_url", "image_url": {"url": conftest.data_uri(conftest.png(conftest.picture(1280, 800)))}}
    body = {"messages": [{"role": "user", "content": [image, {"type": "text", "text": "What is on this screen?"}]}], "max_tokens": 128, "temperature": 0.0}
    server.post("/v1/chat/completions", json={**body, "max_tokens": 4}).raise_for_status()
    started = time.perf_counter()
    usage = server.post("/v1/chat/completions", json={**body, "max_tokens": 1}).json()["usage"]
    first = time.perf_counter() - started
    started = time.perf_counter()
    whole = server.post("/v1/chat/completions", json=body).json()["usage"]
    seconds = time.perf_counter() - started
    engine = server.host.slots()[0].engine
    message = Message("user", (conftest.picture(1280, 800), "What is on this screen?"))
    inputs = engine._device.place(engine._read([message]))  # noqa: SLF001 - the same tensors, without the server around the model
    direct = {}
    for tokens in (1, 1, 128):
        started = time.perf_counter()
        with torch.inference_mode():
            engine._model.generate(**inputs, do_sample=False, max_new_tokens=tokens)  # noqa: SLF001
        direct[tokens] = time.perf_counter() - started
    return {"direct_tokens_per_s": round(127 / (direct[128] - direct[1]), 1), "prompt_tokens": usage["prompt_tokens"], "first_token_s": round(first, 3), "tokens": whole["completion_tokens"], "tokens_per_s": round((whole["completion_tokens"] - 1) / (seconds - first), 1)}


def measure_embeddings(server: conftest.Serving) -> dict[str, Any]:
    item = {"image": conftest.data_uri(conftest.png(conftest.picture(224, 224)))}

    def send(_: int) -> None:
        server.post("/v1/embeddings", json={"input": [item]}).raise_for_status()

    rates = {}
    for clients in (1, 16):
        with concurrent.futures.ThreadPoolExecutor(clients) as pool:
            list(pool.map(send, range(clients * 2)))
            count = 64 if clients == 1 else 256
            started = time.perf_counter()
            list(pool.map(send, range(count)))
            rates[f"images_per_s_{clients}_clients"] = round(count / (time.perf_counter() - started), 1)
    return rates


def measure_images(server: conftest.Serving) -> dict[str, Any]:
    order = {"prompt": "a red ball", "size": "512x512", "steps": 30, "seed": 1}
    server.post("/v1/images/generations", json={**order, "steps": 2}).raise_for_status()
    started = time.perf_counter()
    server.post("/v1/images/generations", json=order).raise_for_status()
    return {"seconds_512x512_30_steps": round(time.perf_counter() - started, 2)}


if __name__ == "__main__":
    main()
