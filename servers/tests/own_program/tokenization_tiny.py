"""Every byte is a token; conversations and their picture become the inputs of the model here."""

import numpy
import torch
from transformers import BatchEncoding, PreTrainedTokenizer

MARKERS = ["<|endoftext|>", "[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>", "<|begin_of_image|>", "<|end_of_image|>"]


class TinyTokenizer(PreTrainedTokenizer):
    model_input_names = ["input_ids", "attention_mask", "position_ids"]

    def __init__(self, image_size=28, **more):
        self.image_size = image_size
        super().__init__(**{"pad_token": "<|endoftext|>", "eos_token": "<|endoftext|>", "extra_special_tokens": MARKERS, **more})

    @property
    def vocab_size(self):
        return 256

    def get_vocab(self):
        return {**{chr(byte): byte for byte in range(256)}, **self.added_tokens_encoder}

    def _tokenize(self, text, **_):
        return [chr(byte) for byte in text.encode()]

    def _convert_token_to_id(self, token):
        return ord(token)

    def _convert_id_to_token(self, index):
        return chr(index)

    def convert_tokens_to_string(self, tokens):
        return b"".join(token.encode("latin-1") for token in tokens).decode(errors="replace")

    def save_vocabulary(self, save_directory, filename_prefix=None):
        return ()

    def apply_chat_template(self, conversation, add_generation_prompt=False, tokenize=True, return_tensors=None, return_dict=False):
        assert tokenize and return_dict and return_tensors == "pt"
        tokens, images = ["[gMASK]", "<sop>"], []
        for turn in conversation:
            tokens += [f"<|{turn['role']}|>", "\n"]
            if turn.get("image") is not None:
                assert not images, "Multiple images are not supported"
                small = numpy.asarray(turn["image"].resize((self.image_size, self.image_size)), dtype=numpy.float32)
                images.append(torch.from_numpy(small / 255).permute(2, 0, 1))
                tokens += ["<|begin_of_image|>", "<|endoftext|>", "<|end_of_image|>"]
            tokens += self._tokenize(turn["content"])
        tokens += ["<|assistant|>"] if add_generation_prompt else []
        ids = torch.tensor([self.convert_tokens_to_ids(tokens)])
        made = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "position_ids": torch.arange(ids.shape[1])[None]}
        return BatchEncoding({**made, **({"images": torch.stack(images)} if images else {})})
