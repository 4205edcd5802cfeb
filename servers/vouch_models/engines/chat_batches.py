"""Computes conversations in batches, where a model gives each what it would get alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import torch
from transformers import LogitsProcessor, LogitsProcessorList, StoppingCriteriaList

from ..errors import is_out_of_memory
from .chat_rows import Ends, Row, Scores, fits, join
from .torch_device import TorchDevice

#: How far the scores of tokens may lie apart: by rounding alone, measured as a part of their size.
ROUNDING, ROUNDING_IN_HALF_PRECISION = 1e-4, 5e-2

_log = logging.getLogger(__name__)

Inputs = dict[str, torch.Tensor]


class ChatBatches:
    """Used by one thread."""

    def __init__(self, name: str, model: Any, tokenizer: Any, device: TorchDevice, budget: int, trial: Callable[[], list[Inputs]] | None) -> None:
        """``budget``: tokens of a batch at most. ``trial``: prompts of different lengths and media to try the model with; None computes all rows one by one."""
        self._name = name
        self._model = model
        self._tokenizer = tokenizer
        self._device = device
        #: Less once memory did not hold so many.
        self._budget = budget
        self._trial = trial
        #: None until two rows come together for the first time, and it is tried.
        self._together: bool | None = None if trial else False
        pad = tokenizer.pad_token_id
        self._pad = 0 if pad is None else int(pad)
        self._special = frozenset(tokenizer.all_special_ids)

    def close(self) -> None:
        del self._model

    def run(self, rows: Sequence[Row]) -> None:
        """Brings all rows to their ends. Raises nothing: what fails is told to its reader."""
        if len(rows) > 1 and self._together is None:
            self._together = self._may_join()
        left = list(rows)
        while left := [row for row in left if not row.cancel.is_set]:
            batch = left[:1]
            for row in left[1:] if self._together else []:
                if fits(batch, row, self._budget):
                    batch.append(row)
            left = [row for row in left if row not in batch]
            self._generate(batch)

    def _generate(self, rows: list[Row]) -> None:
        """Where a batch fails, its halves go on from where it was, down to single rows."""
        tokens = len(rows) * max(row.length + row.room for row in rows)
        try:
            with torch.inference_mode():
                self._model.generate(
                    **self._device.place(join([row.so_far() for row in rows], self._pad)),
                    max_new_tokens=max(row.room for row in rows),
                    logits_processor=LogitsProcessorList([Scores(rows)]),
                    stopping_criteria=StoppingCriteriaList([Ends(rows)]),
                )
            if not all(row.over for row in rows):
                raise RuntimeError("the model ended before its reply did")
            return
        except Exception as error:
            for row in rows:
                # A token of a medium that the model has made itself would be taken for one of the prompt.
                if not row.over and (len(rows) == 1 or not self._special.isdisjoint(row.pieces.ids)):
                    row.fail(error)
            if is_out_of_memory(error):
                self._budget = min(self._budget, tokens // 2)
        left = [row for row in rows if not row.over]
        self._device.release()
        for part in (left[: len(left) // 2], left[len(left) // 2 :]):
            if part:
                self._generate(part)

    def _may_join(self) -> bool:
        """Whether the model gives the same to prompts that are computed together; where it does not, it is said once."""
        try:
            found = self._difference(self._trial() if self._trial else [])
        except Exception as error:
            self._device.release()
            _log.warning("%s: conversations are computed one by one, because a batch of them fails: %s: %s", self._name, type(error).__name__, error)
            return False
        if found > (ROUNDING if self._device.dtype == torch.float32 else ROUNDING_IN_HALF_PRECISION):
            _log.warning("%s: conversations are computed one by one, because together their tokens get other scores (%.2g of their size)", self._name, found)
            return False
        return True

    def _difference(self, prompts: list[Inputs]) -> float:
        """The largest distance between scores of tokens alone and together, as a part of their size: those of a first token and of two that follow."""
        alone = [self._scores([prompt])[0] for prompt in prompts]
        together = self._scores(prompts)
        return max(float((two - one).norm() / (one - one.mean(dim=-1, keepdim=True)).norm()) for one, two in zip(alone, together, strict=True))

    def _scores(self, prompts: list[Inputs]) -> torch.Tensor:
        """``[prompt, step, token]``."""
        following = self._tokenizer("and so on", add_special_tokens=False)["input_ids"][:2]
        with torch.inference_mode():
            made = self._model.generate(
                **self._device.place(join(prompts, self._pad)),
                max_new_tokens=len(following) + 1,
                logits_processor=LogitsProcessorList([_Told(following)]),
                output_logits=True,
                return_dict_in_generate=True,
            )
        return torch.stack(made.logits, dim=1).float()


class _Told(LogitsProcessor):
    """Has every row say the same, so that what follows can be compared; the last token is as it comes."""

    def __init__(self, tokens: list[int]) -> None:
        self._tokens = list(tokens)

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor) -> torch.Tensor:
        if not self._tokens:
            return scores
        only = torch.full_like(scores, -torch.inf)
        only[:, self._tokens.pop(0)] = 0.0
        return only
