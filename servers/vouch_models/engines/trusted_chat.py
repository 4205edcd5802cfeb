"""Conversations with models whose architecture is a program in their repository: CogAgent 9B, the first GLM-4V and what is talked to like them."""

from __future__ import annotations

from typing import Any

import torch
from PIL import Image

from ..errors import WireError
from ..spec import ModelSpec
from .base import Machine
from .chat import ChatEngine, Message
from .trusted_model import TrustedModel, TrustedTokenizer


class TrustedChatEngine(ChatEngine):
    """Their tokenizer makes all inputs, of at most one picture a conversation (https://github.com/zai-org/CogAgent, ``inference/cli_demo.py``).

    One conversation is computed at a time: the model puts the tokens of the picture into the text itself, where padding is not expected.
    """

    takes = frozenset({"image"})
    batches = False

    def __init__(self, spec: ModelSpec, machine: Machine) -> None:
        super().__init__(spec, machine, TrustedModel, TrustedTokenizer)

    def _find_tokenizer(self) -> Any:
        return self._processor

    def _samples(self) -> tuple[Image.Image, Image.Image]:
        return Image.new("RGB", (56, 56), "white"), Image.new("RGB", (112, 84), "navy")

    def _read(self, messages: list[Message]) -> dict[str, torch.Tensor]:
        pictures = sum(len(message.media()) for message in messages)
        if pictures > 1:
            raise WireError(400, "invalid_request", f"The model takes one picture in a conversation, and {pictures} were sent; a video is several.")
        turns = [_turn(message) for message in messages]
        made = self._tokenizer.apply_chat_template(turns, add_generation_prompt=True, tokenize=True, return_tensors="pt", return_dict=True)
        if pictures and "images" not in made:
            raise WireError(500, "engine_failed", "The model's tokenizer made nothing of the picture: it is not talked to as CogAgent is.")
        return {name: tensor for name, tensor in made.items() if isinstance(tensor, torch.Tensor)}


def _turn(message: Message) -> dict[str, Any]:
    text = "".join(part for part in message.parts if isinstance(part, str))
    return {"role": message.role, "content": text, **{"image": picture for picture in message.media()}}
