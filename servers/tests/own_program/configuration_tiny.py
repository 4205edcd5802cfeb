"""The configuration of a tiny model whose program lies in its own folder; it is talked to as GLM-4V and CogAgent are."""

from transformers import LlamaConfig


class TinyConfig(LlamaConfig):
    model_type = "chatglm"

    def __init__(self, boi_token_id=None, eoi_token_id=None, **more):
        self.boi_token_id = boi_token_id
        self.eoi_token_id = eoi_token_id
        super().__init__(**more)
