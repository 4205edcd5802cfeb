"""Loads a model whose architecture is a trusted program in its folder, also one that was written for version 4 of transformers."""

from __future__ import annotations

from functools import partial
from typing import Any

from transformers import AutoConfig, AutoTokenizer, GenerationMixin
from transformers.dynamic_module_utils import get_class_from_dynamic_module


class TrustedTokenizer:
    """In the place of ``AutoTokenizer``."""

    @staticmethod
    def from_pretrained(source: str, **options: Any) -> Any:
        tokenizer = AutoTokenizer.from_pretrained(source, **options)
        if not hasattr(tokenizer, "batch_encode_plus"):
            tokenizer.batch_encode_plus = partial(_ids_as_batch, tokenizer)
        return tokenizer


class TrustedModel:
    """In the place of ``AutoModelForCausalLM``, which gives a program no chance to find what version 5 of the library has no more."""

    @staticmethod
    def from_pretrained(source: str, **options: Any) -> Any:
        """Raises ValueError for a folder whose configuration names no class of a model that writes."""
        config = AutoConfig.from_pretrained(source, trust_remote_code=True, local_files_only=True)
        name = getattr(config, "auto_map", {}).get("AutoModelForCausalLM")
        if name is None:
            raise ValueError("config.json names no AutoModelForCausalLM in auto_map: this server cannot talk to the model")
        kind = _fitted(get_class_from_dynamic_module(name, source, local_files_only=True))
        # A setting of every configuration in version 4, which programs look at while they are made. Left there, version 5 refuses to generate.
        lacks = not hasattr(config, "max_length")
        if lacks:
            type(config).max_length = 20
        try:
            return kind.from_pretrained(source, config=config, **options)
        finally:
            if lacks:
                del type(config).max_length


def _fitted(kind: Any) -> Any:
    """The program's class with what it may expect of version 4 of the library."""

    class Fitted(kind, GenerationMixin):
        def __init__(self, config: Any, *arguments: Any, **more: Any) -> None:
            super().__init__(config, *arguments, **more)
            # Loading relies on it; programs of that time did not need to call it.
            if not hasattr(self, "all_tied_weights_keys"):
                self.post_init()

    update = kind.__dict__.get("_update_model_kwargs_for_generation")
    if update is not None and "_extract_past_from_model_output" in update.__code__.co_names:
        # The program keeps the past of a pass itself, as tuples, and asks the library where it finds it.
        Fitted._extract_past_from_model_output = staticmethod(_past)
        Fitted._supports_default_dynamic_cache = classmethod(lambda _kind: False)
    Fitted.__name__ = kind.__name__
    return Fitted


def _past(outputs: Any, standardize_cache_format: bool | None = None) -> Any:
    """Until version 4.42 the past alone, asked for in a format; after it with its name."""
    return ("past_key_values", outputs.past_key_values) if standardize_cache_format is None else outputs.past_key_values


def _ids_as_batch(tokenizer: Any, ids: list[list[int]], padding: Any = False, max_length: int | None = None, return_tensors: str | None = None, **_: Any) -> Any:
    """What templates that are programs used the method for that version 5 has no more: a batch of numbers that they have made."""
    return tokenizer.pad({"input_ids": ids}, padding=padding, max_length=max_length, return_tensors=return_tensors)
