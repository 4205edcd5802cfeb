"""Conversations that are computed as one batch: each a row of its own, which is as it would be alone."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
import xgrammar
from transformers import GenerationConfig, LogitsProcessor, LogitsProcessorList, StoppingCriteria

from ..activity import progressed
from .base import Cancel
from .chat_pieces import Pieces, Reply

#: Tensors with one number a token of the prompt; what else a processor makes belongs to pictures or sounds.
OF_TOKENS = ("input_ids", "attention_mask", "token_type_ids", "mm_token_type_ids")
#: Padding of a batch at most: a part of what is no padding, and a number of tokens that hardly cost anything beside a reply.
PADDING_SHARE, PADDING_FREE = 0.5, 256


@dataclass(eq=False)
class Row:
    """One conversation on its way to a reply."""

    pieces: Pieces
    cancel: Cancel
    max_tokens: int
    #: The prompt as the model's processor made it, in main memory: a batch of one.
    inputs: dict[str, torch.Tensor]
    media_tokens: dict[str, int]
    #: Change the scores of the next token; of this row alone, which is given its own tokens without padding.
    processors: LogitsProcessorList
    #: Picks by chance; None picks the likeliest.
    generator: torch.Generator | None
    over: bool = field(default=False, init=False)

    @property
    def prompt_tokens(self) -> int:
        return int(self.inputs["input_ids"].shape[1])

    @property
    def length(self) -> int:
        """Tokens of the prompt and of what is made so far."""
        return self.prompt_tokens + len(self.pieces.ids)

    @property
    def room(self) -> int:
        """Tokens that the reply may still have."""
        return self.max_tokens - len(self.pieces.ids)

    def take(self, token: int) -> None:
        self.pieces.take(token)
        self.over = self.pieces.ended or self.room <= 0 or self.cancel.is_set
        if self.over:
            finish = "stop" if self.pieces.ended else "length"
            self.pieces.finish(Reply(finish, self.prompt_tokens, len(self.pieces.ids), self.media_tokens))

    def fail(self, error: Exception) -> None:
        self.over = True
        self.pieces.fail(error)

    def score(self, ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        """Scores of the next token; where it is picked by chance, only the picked one is possible any more."""
        scores = self.processors(ids, scores)
        if self.generator is None:
            return scores
        picked = torch.multinomial(scores.softmax(dim=-1), 1, generator=self.generator)
        return torch.full_like(scores, -torch.inf).scatter_(1, picked, 0.0)

    def so_far(self) -> dict[str, torch.Tensor]:
        """The prompt with what is made of the reply."""
        made = torch.tensor([self.pieces.ids], dtype=torch.long)
        told = {"input_ids": made, "attention_mask": torch.ones_like(made)}
        return {name: torch.cat([tensor, told.get(name, torch.zeros_like(made)).to(tensor.dtype)], dim=1) if name in OF_TOKENS else tensor for name, tensor in self.inputs.items()}


class Habits:
    """What a model's publisher says of how its tokens are picked: penalties of repetition, the most likely ones alone, and the like."""

    def __init__(self, model: Any) -> None:
        """Takes the settings away from ``model``: ``generate`` would apply them to the padding, too, and all rows of a batch would share one chance."""
        # The library has no public way to make its processors for one row; its own continuous batching calls the same.
        self._config, _ = model._prepare_generation_config(None)
        model._prepare_special_tokens(self._config, True, device=model.device)
        given = model.generation_config
        model.generation_config = GenerationConfig(bos_token_id=given.bos_token_id, eos_token_id=given.eos_token_id, pad_token_id=given.pad_token_id)

    def processors(self, model: Any, ids: torch.Tensor, temperature: float, grammar: xgrammar.CompiledGrammar | None) -> LogitsProcessorList:
        config = copy.deepcopy(self._config)
        config.update(do_sample=temperature > 0, temperature=temperature if temperature > 0 else None)
        own = LogitsProcessorList([xgrammar.contrib.hf.LogitsProcessor(grammar)] if grammar else [])
        return model._get_logits_processor(config, input_ids_seq_length=ids.shape[1], encoder_input_ids=ids, logits_processor=own, device=ids.device)


class Scores(LogitsProcessor):
    """Every row's own processors."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        for index, row in enumerate(self._rows):
            if not row.over and (row.processors or row.generator):
                scores[index] = row.score(input_ids[index : index + 1, -row.length :], scores[index : index + 1])[0]
        return scores


class Ends(StoppingCriteria):
    """Hands each row its token and ends those that are over; each token is progress."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **_: Any) -> torch.Tensor:
        progressed()
        for row, token in zip(self._rows, input_ids[:, -1].tolist(), strict=True):
            if not row.over:
                row.take(token)
        return torch.tensor([row.over for row in self._rows], device=input_ids.device)


def fits(rows: Sequence[Row], another: Row, budget: int) -> bool:
    """Whether one more row makes a batch of at most ``budget`` tokens, replies included, with little padding, and of media that can be put together."""
    all_rows = [*rows, another]
    lengths = [row.length for row in all_rows]
    padding = max(lengths) * len(lengths) - sum(lengths)
    if len(all_rows) * max(row.length + row.room for row in all_rows) > budget or padding > PADDING_FREE + PADDING_SHARE * sum(lengths):
        return False
    shapes = [{name: tensor.shape[1:] for name, tensor in row.inputs.items() if name not in OF_TOKENS} for row in all_rows]
    return all(shapes[-1].get(name, shape) == shape for one in shapes[:-1] for name, shape in one.items())


def join(prompts: Sequence[dict[str, torch.Tensor]], pad: int) -> dict[str, torch.Tensor]:
    """Batches of one as one batch: texts padded on the left, so that all go on at the same place; the media of all behind each other."""
    longest = max(prompt["input_ids"].shape[1] for prompt in prompts)
    joined: dict[str, torch.Tensor] = {}
    for name in dict.fromkeys(name for prompt in prompts for name in prompt):
        if name in OF_TOKENS:
            texts = [prompt[name] if name in prompt else torch.zeros_like(prompt["input_ids"]) for prompt in prompts]
            joined[name] = torch.cat([torch.nn.functional.pad(text, (longest - text.shape[1], 0), value=pad if name == "input_ids" else 0) for text in texts])
        else:
            joined[name] = torch.cat([prompt[name] for prompt in prompts if name in prompt])
    return joined
