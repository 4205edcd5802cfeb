"""Tiny models with random weights, one of each architecture that is served, made from their configurations: no hub is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import transformers
from ctranslate2.converters import TransformersConverter
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

#: Qwen's markers of turns and pictures; every byte is a token of its own beside them.
MARKERS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>"]
QWEN_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n"
    "{% for part in message.content %}{% if part.type == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% elif part.type == 'video' %}<|vision_start|><|video_pad|><|vision_end|>"
    "{% else %}{{ part.text }}{% endif %}{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
GLM_MARKERS = ["<|endoftext|>", "[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>", "<|begin_of_image|>", "<|image|>", "<|end_of_image|>", "<|begin_of_video|>", "<|video|>", "<|end_of_video|>"]
GLM_TEMPLATE = (
    "[gMASK]<sop>{% for message in messages %}<|{{ message.role }}|>\n"
    "{% for part in message.content %}{% if part.type == 'image' %}<|begin_of_image|><|image|><|end_of_image|>{% else %}{{ part.text }}{% endif %}{% endfor %}"
    "{% endfor %}{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
)
AUDIO_MARKERS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|audio_bos|>", "<|AUDIO|>", "<|audio_eos|>"]
AUDIO_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n"
    "{% for part in message.content %}{% if part.type == 'audio' %}<|audio_bos|><|AUDIO|><|audio_eos|>{% else %}{{ part.text }}{% endif %}{% endfor %}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SMOL_TEMPLATE = (
    "{% for message in messages %}{{ message.role }}: "
    "{% for part in message.content %}{% if part.type == 'image' %}<image>{% else %}{{ part.text }}{% endif %}{% endfor %}"
    "<end_of_utterance>\n{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}"
)


def make(kind: str, folder: Path) -> Path:
    """Writes the tiny model of a kind into ``folder`` / kind and returns that folder."""
    torch.manual_seed(0)
    place = folder / kind
    MODELS[kind](place)
    return place


def byte_tokenizer(markers: list[str], **special: Any) -> transformers.PreTrainedTokenizerFast:
    vocabulary = {symbol: index for index, symbol in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}
    tokenizer = Tokenizer(models.BPE(vocabulary, [], fuse_unk=False))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(markers)
    return transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special)


def word_tokenizer(**special: Any) -> transformers.PreTrainedTokenizerFast:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", "a", "cat", "dog", "red", "ball", "rain", "music", "thing", "silence", "test"]
    tokenizer = Tokenizer(models.WordLevel({word: index for index, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", bos_token="[CLS]", eos_token="[SEP]", model_max_length=16, **special)


def qwen_vl(place: Path) -> None:
    tokenizer = byte_tokenizer(MARKERS, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    ids = {marker: tokenizer.convert_tokens_to_ids(marker) for marker in MARKERS}
    # Heads of 32, the smallest that vLLM computes without a GPU.
    plain = dict(vocab_size=len(tokenizer), hidden_size=64, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096, rope_parameters={"rope_type": "default", "mrope_section": [8, 4, 4], "rope_theta": 10_000.0})
    vision = dict(depth=2, hidden_size=32, intermediate_size=32, num_heads=2, out_hidden_size=64, patch_size=14, spatial_merge_size=2, temporal_patch_size=2, window_size=56, fullatt_block_indexes=[1])
    config = transformers.Qwen2_5_VLConfig(
        text_config=plain, vision_config=vision, image_token_id=ids["<|image_pad|>"], video_token_id=ids["<|video_pad|>"], vision_start_token_id=ids["<|vision_start|>"], vision_end_token_id=ids["<|vision_end|>"]
    )
    _save(transformers.Qwen2_5_VLForConditionalGeneration(config), ids["<|im_end|>"], ids["<|endoftext|>"], place)
    limits = dict(min_pixels=56 * 56, max_pixels=112 * 112)
    images = transformers.Qwen2VLImageProcessor(**limits)
    videos = transformers.Qwen2VLVideoProcessor(**limits)
    transformers.Qwen2_5_VLProcessor(images, tokenizer, videos, chat_template=QWEN_TEMPLATE).save_pretrained(place)


def qwen3_vl(place: Path) -> None:
    tokenizer = byte_tokenizer(MARKERS, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    ids = {marker: tokenizer.convert_tokens_to_ids(marker) for marker in MARKERS}
    text = dict(vocab_size=len(tokenizer), hidden_size=64, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, head_dim=32, max_position_embeddings=4096, rope_parameters={"rope_type": "default", "mrope_section": [6, 5, 5], "mrope_interleaved": True, "rope_theta": 10_000.0})
    vision = dict(depth=2, hidden_size=32, intermediate_size=32, num_heads=2, out_hidden_size=64, patch_size=16, num_position_embeddings=16, deepstack_visual_indexes=[0])
    config = transformers.Qwen3VLConfig(
        text_config=text, vision_config=vision, image_token_id=ids["<|image_pad|>"], video_token_id=ids["<|video_pad|>"], vision_start_token_id=ids["<|vision_start|>"], vision_end_token_id=ids["<|vision_end|>"]
    )
    _save(transformers.Qwen3VLForConditionalGeneration(config), ids["<|im_end|>"], ids["<|endoftext|>"], place)
    size = {"shortest_edge": 64 * 64, "longest_edge": 128 * 128}
    images = transformers.Qwen2VLImageProcessor(size=size, patch_size=16)
    videos = transformers.Qwen3VLVideoProcessor(size=size)
    transformers.Qwen3VLProcessor(images, tokenizer, videos, chat_template=QWEN_TEMPLATE).save_pretrained(place)


def glm4v(place: Path) -> None:
    tokenizer = byte_tokenizer(GLM_MARKERS, eos_token="<|endoftext|>", pad_token="<|endoftext|>")
    ids = {marker: tokenizer.convert_tokens_to_ids(marker) for marker in GLM_MARKERS}
    text = dict(vocab_size=len(tokenizer), hidden_size=64, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096, pad_token_id=ids["<|endoftext|>"], rope_parameters={"rope_type": "default", "mrope_section": [2, 3, 3], "partial_rotary_factor": 0.5, "rope_theta": 10_000.0})
    vision = dict(depth=2, hidden_size=32, intermediate_size=32, num_heads=2, out_hidden_size=64, patch_size=14, image_size=56)
    places = {name: ids[f"<|{marker}|>"] for name, marker in (("image_token_id", "image"), ("video_token_id", "video"), ("image_start_token_id", "begin_of_image"), ("image_end_token_id", "end_of_image"), ("video_start_token_id", "begin_of_video"), ("video_end_token_id", "end_of_video"))}
    model = transformers.Glm4vForConditionalGeneration(transformers.Glm4vConfig(text_config=text, vision_config=vision, **places))
    # A turn of the user ends a reply, too.
    _save(model, [ids["<|endoftext|>"], ids["<|user|>"]], ids["<|endoftext|>"], place)
    size = {"shortest_edge": 56 * 56, "longest_edge": 2 * 112 * 112}
    transformers.Glm4vProcessor(transformers.Glm4vImageProcessor(size=size), tokenizer, transformers.Glm4vVideoProcessor(size=size), chat_template=GLM_TEMPLATE).save_pretrained(place)


def qwen_audio(place: Path) -> None:
    tokenizer = byte_tokenizer(AUDIO_MARKERS, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    ids = {marker: tokenizer.convert_tokens_to_ids(marker) for marker in AUDIO_MARKERS}
    text = dict(model_type="qwen2", vocab_size=len(tokenizer), hidden_size=64, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096)
    # The features of two seconds.
    sound = dict(num_mel_bins=16, encoder_layers=2, encoder_attention_heads=2, encoder_ffn_dim=32, d_model=32, max_source_positions=100)
    model = transformers.Qwen2AudioForConditionalGeneration(transformers.Qwen2AudioConfig(text_config=text, audio_config=sound, audio_token_index=ids["<|AUDIO|>"]))
    _save(model, ids["<|im_end|>"], ids["<|endoftext|>"], place)
    features = transformers.WhisperFeatureExtractor(feature_size=16, chunk_length=2)
    transformers.Qwen2AudioProcessor(features, tokenizer, chat_template=AUDIO_TEMPLATE).save_pretrained(place)


def _save(model: Any, ends: int | list[int], pad: int, place: Path) -> None:
    model.generation_config.eos_token_id = ends
    model.generation_config.pad_token_id = pad
    model.save_pretrained(place)


def smol_vlm(place: Path) -> None:
    tokenizer = byte_tokenizer(["<|endoftext|>", "<end_of_utterance>", "<image>", "<fake_token_around_image>", "<global-img>", "<row_1_col_1>"], eos_token="<end_of_utterance>", pad_token="<|endoftext|>")
    text = dict(model_type="llama", vocab_size=len(tokenizer), hidden_size=32, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096, pad_token_id=0)
    vision = dict(hidden_size=32, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, image_size=64, patch_size=16)
    config = transformers.SmolVLMConfig(text_config=text, vision_config=vision, image_token_id=tokenizer.convert_tokens_to_ids("<image>"), scale_factor=2)
    _save(transformers.SmolVLMForConditionalGeneration(config), tokenizer.eos_token_id, tokenizer.pad_token_id, place)
    edge = {"longest_edge": 64}
    images = transformers.SmolVLMImageProcessor(size=edge, max_image_size=edge, do_image_splitting=False)
    videos = transformers.SmolVLMVideoProcessor(size=edge, max_image_size=edge, video_sampling={"max_frames": 4, "fps": 1, "video_size": edge})
    transformers.SmolVLMProcessor(images, tokenizer, videos, image_seq_len=4, chat_template=SMOL_TEMPLATE).save_pretrained(place)


def llava(place: Path) -> None:
    tokenizer = byte_tokenizer(["<|endoftext|>", "<end_of_utterance>", "<image>"], eos_token="<end_of_utterance>", pad_token="<|endoftext|>")
    text = dict(model_type="llama", vocab_size=len(tokenizer), hidden_size=32, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=2, max_position_embeddings=4096, pad_token_id=0)
    vision = dict(model_type="clip_vision_model", **_vision_tower())
    config = transformers.LlavaConfig(text_config=text, vision_config=vision, image_token_index=tokenizer.convert_tokens_to_ids("<image>"), vision_feature_layer=-1, image_seq_length=16)
    _save(transformers.LlavaForConditionalGeneration(config), tokenizer.eos_token_id, tokenizer.pad_token_id, place)
    images = transformers.CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=32)
    transformers.LlavaProcessor(images, tokenizer, patch_size=8, vision_feature_select_strategy="default", num_additional_image_tokens=1, chat_template=SMOL_TEMPLATE).save_pretrained(place)


def clip(place: Path) -> None:
    config = transformers.CLIPConfig(text_config=_text_tower(eos_token_id=3, bos_token_id=2), vision_config=_vision_tower(), projection_dim=16)
    transformers.CLIPModel(config).save_pretrained(place)
    images = transformers.CLIPImageProcessor(size={"shortest_edge": 32}, crop_size=32)
    transformers.CLIPProcessor(images, word_tokenizer()).save_pretrained(place)


def siglip(place: Path) -> None:
    config = transformers.SiglipConfig(text_config=_text_tower(projection_size=32), vision_config=_vision_tower())
    transformers.SiglipModel(config).save_pretrained(place)
    images = transformers.SiglipImageProcessor(size={"height": 32, "width": 32})
    transformers.SiglipProcessor(images, word_tokenizer()).save_pretrained(place)


def owl(place: Path) -> None:
    config = transformers.Owlv2Config(text_config=_text_tower(eos_token_id=3, bos_token_id=2), vision_config=_vision_tower(), projection_dim=32)
    transformers.Owlv2ForObjectDetection(config).save_pretrained(place)
    images = transformers.Owlv2ImageProcessor(size={"height": 32, "width": 32})
    transformers.Owlv2Processor(images, word_tokenizer()).save_pretrained(place)


def grounding_dino(place: Path) -> None:
    swin = transformers.SwinConfig(image_size=64, embed_dim=16, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2], window_size=4, out_features=["stage2", "stage3", "stage4"])
    words = transformers.BertConfig(vocab_size=15, hidden_size=32, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, max_position_embeddings=64)
    config = transformers.GroundingDinoConfig(backbone_config=swin, text_config=words, d_model=32, encoder_layers=1, decoder_layers=2, encoder_ffn_dim=32, decoder_ffn_dim=32, encoder_attention_heads=2, decoder_attention_heads=2, num_queries=10, max_text_len=16, num_feature_levels=3, encoder_n_points=2, decoder_n_points=2)
    transformers.GroundingDinoForObjectDetection(config).save_pretrained(place)
    images = transformers.GroundingDinoImageProcessor(size={"shortest_edge": 64, "longest_edge": 96})
    transformers.GroundingDinoProcessor(images, word_tokenizer()).save_pretrained(place)


def detr(place: Path) -> None:
    backbone = transformers.ResNetConfig(embedding_size=8, hidden_sizes=[8, 8, 8, 8], depths=[1, 1, 1, 1], out_features=["stage4"])
    config = transformers.DetrConfig(use_timm_backbone=False, use_pretrained_backbone=False, backbone_config=backbone, d_model=32, encoder_layers=1, decoder_layers=1, encoder_ffn_dim=32, decoder_ffn_dim=32, encoder_attention_heads=2, decoder_attention_heads=2, num_queries=5, id2label={0: "cat", 1: "dog"})
    transformers.DetrForObjectDetection(config).save_pretrained(place)
    transformers.DetrImageProcessor(size={"shortest_edge": 64, "longest_edge": 96}).save_pretrained(place)


def depth(place: Path) -> None:
    backbone = transformers.Dinov2Config(hidden_size=32, num_hidden_layers=4, num_attention_heads=2, image_size=28, patch_size=14, out_features=["stage1", "stage2", "stage3", "stage4"], reshape_hidden_states=False, apply_layernorm=True)
    config = transformers.DepthAnythingConfig(backbone_config=backbone, patch_size=14, reassemble_hidden_size=32, neck_hidden_sizes=[8, 8, 8, 8], fusion_hidden_size=8, head_hidden_size=8)
    transformers.DepthAnythingForDepthEstimation(config).save_pretrained(place)
    transformers.DPTImageProcessor(size={"height": 56, "width": 56}, keep_aspect_ratio=True, ensure_multiple_of=14).save_pretrained(place)


def segformer(place: Path) -> None:
    config = transformers.SegformerConfig(depths=[1, 1, 1, 1], hidden_sizes=[8, 8, 16, 16], num_attention_heads=[1, 1, 2, 2], decoder_hidden_size=8, id2label={0: "sky", 1: "ground", 2: "wall"})
    transformers.SegformerForSemanticSegmentation(config).save_pretrained(place)
    transformers.SegformerImageProcessor(size={"height": 64, "width": 64}).save_pretrained(place)


def music_gen(place: Path) -> None:
    words = transformers.T5Config(vocab_size=15, d_model=32, d_ff=32, d_kv=8, num_layers=1, num_heads=2, pad_token_id=0, eos_token_id=3)
    codec = transformers.EncodecConfig(target_bandwidths=[2.2], sampling_rate=8000, num_filters=4, codebook_size=16, hidden_size=16, codebook_dim=16, upsampling_ratios=[8, 5, 4, 2], num_lstm_layers=1)
    decoder = transformers.MusicgenDecoderConfig(vocab_size=16, hidden_size=32, ffn_dim=32, num_hidden_layers=1, num_attention_heads=2, num_codebooks=4, pad_token_id=16, bos_token_id=16)
    model = transformers.MusicgenForConditionalGeneration(transformers.MusicgenConfig(text_encoder=words.to_dict(), audio_encoder=codec.to_dict(), decoder=decoder.to_dict()))
    model.generation_config.update(do_sample=True, guidance_scale=3.0, max_length=64, decoder_start_token_id=16, pad_token_id=16, bos_token_id=16)
    model.save_pretrained(place)
    features = transformers.EncodecFeatureExtractor(sampling_rate=8000)
    transformers.MusicgenProcessor(features, word_tokenizer()).save_pretrained(place)


def clap(place: Path) -> None:
    words = dict(vocab_size=15, hidden_size=32, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, max_position_embeddings=64, projection_dim=16, pad_token_id=0)
    sound = dict(patch_embeds_hidden_size=8, depths=[1, 1, 1, 1], num_attention_heads=[1, 1, 2, 2], hidden_size=64, projection_dim=16, enable_fusion=True)
    transformers.ClapModel(transformers.ClapConfig(text_config=words, audio_config=sound, projection_dim=16)).save_pretrained(place)
    features = transformers.ClapFeatureExtractor()
    transformers.ClapProcessor(features, word_tokenizer()).save_pretrained(place)


def audio_tags(place: Path) -> None:
    config = transformers.ASTConfig(hidden_size=32, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, max_length=64, num_mel_bins=16, id2label={0: "speech", 1: "music", 2: "rain"})
    transformers.ASTForAudioClassification(config).save_pretrained(place)
    transformers.ASTFeatureExtractor(num_mel_bins=16, max_length=64).save_pretrained(place)


def stable_diffusion(place: Path) -> None:
    import diffusers

    words = transformers.CLIPTextModel(transformers.CLIPTextConfig(**_text_tower(eos_token_id=3, bos_token_id=2)))
    unet = diffusers.UNet2DConditionModel(sample_size=16, block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=4, cross_attention_dim=32, attention_head_dim=4, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"))
    vae = diffusers.AutoencoderKL(block_out_channels=(8, 8, 8, 8), down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, latent_channels=4, norm_num_groups=4)
    diffusers.StableDiffusionPipeline(vae, words, word_tokenizer(), unet, diffusers.DDIMScheduler(), None, None, requires_safety_checker=False).save_pretrained(place)


def control_net(place: Path) -> None:
    """A ControlNet for the tiny Stable Diffusion, beside it in its folder."""
    import diffusers

    stable_diffusion(place)
    unet = diffusers.UNet2DConditionModel.from_pretrained(place, subfolder="unet")
    diffusers.ControlNetModel.from_unet(unet).save_pretrained(place / "controlnet")


def stable_audio(place: Path) -> None:
    import diffusers
    from diffusers.pipelines.stable_audio import StableAudioProjectionModel

    words = transformers.T5EncoderModel(transformers.T5Config(vocab_size=15, d_model=32, d_ff=32, d_kv=8, num_layers=1, num_heads=2, pad_token_id=0, eos_token_id=3))
    vae = diffusers.AutoencoderOobleck(encoder_hidden_size=6, downsampling_ratios=[2, 2, 4], decoder_channels=3, decoder_input_channels=3, audio_channels=2, channel_multiples=[2, 4, 8], sampling_rate=4000)
    transformer = diffusers.StableAudioDiTModel(sample_size=500, in_channels=3, num_layers=1, attention_head_dim=4, num_key_value_attention_heads=2, out_channels=3, cross_attention_dim=4, time_proj_dim=8, global_states_input_dim=8, cross_attention_input_dim=4)
    projection = StableAudioProjectionModel(text_encoder_dim=32, conditioning_dim=4, min_value=0, max_value=32)
    scheduler = diffusers.EDMDPMSolverMultistepScheduler(solver_order=2, prediction_type="v_prediction", sigma_data=1.0, sigma_schedule="exponential")
    diffusers.StableAudioPipeline(vae, words, projection, word_tokenizer(), transformer, scheduler).save_pretrained(place)


def lora(place: Path) -> None:
    """An adapter of the tiny Stable Diffusion's attention, beside it in its folder, with weights that change what it makes."""
    import diffusers
    from peft import LoraConfig
    from peft.utils import get_peft_model_state_dict

    stable_diffusion(place)
    unet = diffusers.UNet2DConditionModel.from_pretrained(place, subfolder="unet")
    unet.add_adapter(LoraConfig(r=2, target_modules=["to_q", "to_k", "to_v"], init_lora_weights="gaussian"))
    for name, weight in unet.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=1.0)
    diffusers.StableDiffusionPipeline.save_lora_weights(place / "lora", unet_lora_layers=get_peft_model_state_dict(unet))


def audio_ldm(place: Path) -> None:
    import diffusers

    words = dict(vocab_size=15, hidden_size=8, intermediate_size=37, num_hidden_layers=1, num_attention_heads=1, max_position_embeddings=64, projection_dim=8, pad_token_id=0, projection_hidden_act="gelu")
    sound = dict(spec_size=8, window_size=4, num_mel_bins=8, patch_size=2, patch_stride=2, patch_embeds_hidden_size=8, hidden_size=192, projection_dim=8, depths=[1, 1], num_attention_heads=[1, 1], num_hidden_layers=2, intermediate_size=16)
    clap_model = transformers.ClapModel(transformers.ClapConfig(text_config=words, audio_config=sound, projection_dim=8))
    t5 = transformers.T5EncoderModel(transformers.T5Config(vocab_size=15, d_model=8, d_ff=37, d_kv=4, num_layers=1, num_heads=2, pad_token_id=0, eos_token_id=3))
    gpt = transformers.GPT2LMHeadModel(transformers.GPT2Config(n_embd=16, n_inner=37, n_head=1, n_layer=1, n_ctx=99, n_positions=99, vocab_size=15))
    gpt.config.max_new_tokens = 8
    unet = diffusers.AudioLDM2UNet2DConditionModel(sample_size=16, in_channels=4, out_channels=4, block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=8, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=(8, 16))
    vae = diffusers.AutoencoderKL(block_out_channels=(8, 16), in_channels=1, out_channels=1, norm_num_groups=8, down_block_types=("DownEncoderBlock2D",) * 2, up_block_types=("UpDecoderBlock2D",) * 2, latent_channels=4)
    vocoder = transformers.SpeechT5HifiGan(transformers.SpeechT5HifiGanConfig(model_in_dim=8, sampling_rate=16_000, upsample_initial_channel=16, upsample_rates=[2, 2], upsample_kernel_sizes=[4, 4], resblock_kernel_sizes=[3, 7], resblock_dilation_sizes=[[1, 3, 5], [1, 3, 5]], normalize_before=False))
    # The pipeline tells its tokenizers apart by their classes.
    symbols = {symbol: index for index, symbol in enumerate(["<s>", "<pad>", "</s>", "<unk>", "<mask>", *"rain a"])}
    pieces = [(piece, 0.0) for piece in ("<pad>", "</s>", "<unk>", "\u2581", *"rain")]
    projection = diffusers.AudioLDM2ProjectionModel(text_encoder_dim=8, text_encoder_1_dim=8, langauge_model_dim=16)
    features = transformers.ClapFeatureExtractor(feature_size=8, hop_length=480)
    scheduler = diffusers.DDIMScheduler(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=False)
    diffusers.AudioLDM2Pipeline(vae, clap_model, t5, projection, gpt, transformers.RobertaTokenizerFast(vocab=symbols, merges=[], model_max_length=16), transformers.T5TokenizerFast(vocab=pieces, extra_ids=0, model_max_length=16), features, unet, scheduler, vocoder).save_pretrained(place)


def kokoro(place: Path) -> None:
    """A graph with Kokoro's inputs and output that hums as long as a real voice would speak."""
    import json

    import numpy
    import onnx
    from onnx import TensorProto, helper

    (place / "voices").mkdir(parents=True)
    for voice in ("af_one", "ff_two", "zf_three"):
        numpy.full((510, 256), 0.1, dtype="<f4").tofile(place / "voices" / f"{voice}.bin")
    symbols = sorted(set("abdefhijklmnopstuvwzæðŋɑɔəɛɜɡɪɹʃʊʌʒθˈˌː ɐɚᵊIWAOQYʤʧʁɲɥyøœ̃.,!?…"))
    (place / "vocab.json").write_text(json.dumps({"vocab": {symbol: index + 1 for index, symbol in enumerate(symbols)}}))
    # 1200 samples a symbol, fewer the faster.
    constants = [helper.make_tensor("per", TensorProto.FLOAT, [1], [1200.0]), helper.make_tensor("zero", TensorProto.FLOAT, [], [0.0]), helper.make_tensor("step", TensorProto.FLOAT, [], [1.0]), helper.make_tensor("pitch", TensorProto.FLOAT, [], [0.05]), helper.make_tensor("axis", TensorProto.INT64, [1], [1]), helper.make_tensor("first", TensorProto.INT64, [1], [0])]
    nodes = [
        helper.make_node("Shape", ["tokens"], ["shape"]),
        helper.make_node("Gather", ["shape", "axis"], ["count"], axis=0),
        helper.make_node("Cast", ["count"], ["symbols"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["symbols", "per"], ["slow"]),
        helper.make_node("Div", ["slow", "speed"], ["samples"]),
        helper.make_node("Squeeze", ["samples", "first"], ["end"]),
        helper.make_node("Range", ["zero", "end", "step"], ["times"]),
        helper.make_node("Mul", ["times", "pitch"], ["angles"]),
        helper.make_node("Sin", ["angles"], ["wave"]),
        helper.make_node("ReduceMean", ["style", "axis"], ["loudness"], keepdims=0),
        helper.make_node("Mul", ["wave", "loudness"], ["audio"]),
    ]
    inputs = [helper.make_tensor_value_info("tokens", TensorProto.INT64, [1, "n"]), helper.make_tensor_value_info("style", TensorProto.FLOAT, [1, 256]), helper.make_tensor_value_info("speed", TensorProto.FLOAT, [1])]
    graph = helper.make_graph(nodes, "kokoro", inputs, [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["m"])], constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10), place / "kokoro.onnx")


def _text_tower(**more: Any) -> dict[str, Any]:
    return dict(vocab_size=15, hidden_size=32, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, max_position_embeddings=16, pad_token_id=0, **more)


def _vision_tower() -> dict[str, Any]:
    return dict(hidden_size=32, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2, image_size=32, patch_size=8)


def whisper(place: Path) -> None:
    """In the form that faster-whisper reads: every byte is a token, behind them Whisper's marks and times."""
    marks = ["<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|de|>", "<|translate|>", "<|transcribe|>", "<|startoflm|>", "<|startofprev|>", "<|nocaptions|>", "<|notimestamps|>"]
    tokenizer = byte_tokenizer([*marks, *(f"<|{step * 0.02:.2f}|>" for step in range(1501))], bos_token=marks[0], eos_token=marks[0], pad_token=marks[0])
    start, end = tokenizer.convert_tokens_to_ids(marks[1]), tokenizer.convert_tokens_to_ids(marks[0])
    config = transformers.WhisperConfig(
        vocab_size=len(tokenizer), d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=32, decoder_ffn_dim=32,
        bos_token_id=end, eos_token_id=end, pad_token_id=end, decoder_start_token_id=start, begin_suppress_tokens=[end], suppress_tokens=[],
    )
    raw = place.with_name(f"{place.name}-raw")
    model = transformers.WhisperForConditionalGeneration(config)
    model.generation_config = transformers.GenerationConfig(
        bos_token_id=end, eos_token_id=end, pad_token_id=end, decoder_start_token_id=start, begin_suppress_tokens=[end], suppress_tokens=[],
        lang_to_id={mark: tokenizer.convert_tokens_to_ids(mark) for mark in ("<|en|>", "<|de|>")}, alignment_heads=[[0, 0]],
    )
    model.save_pretrained(raw)
    tokenizer.save_pretrained(raw)
    TransformersConverter(str(raw), copy_files=["tokenizer.json"]).convert(str(place))


MODELS: dict[str, Callable[[Path], None]] = {
    "audio-ldm": audio_ldm,
    "audio-tags": audio_tags,
    "clap": clap,
    "clip": clip,
    "control-net": control_net,
    "depth": depth,
    "detr": detr,
    "glm4v": glm4v,
    "grounding-dino": grounding_dino,
    "kokoro": kokoro,
    "llava": llava,
    "lora": lora,
    "music-gen": music_gen,
    "owl": owl,
    "qwen-audio": qwen_audio,
    "qwen-vl": qwen_vl,
    "qwen3-vl": qwen3_vl,
    "segformer": segformer,
    "siglip": siglip,
    "smol-vlm": smol_vlm,
    "stable-audio": stable_audio,
    "stable-diffusion": stable_diffusion,
    "whisper": whisper,
}
