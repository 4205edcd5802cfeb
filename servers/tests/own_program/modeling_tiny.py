"""The model: in its first pass it puts a picture's vectors where three tokens stand for it, and its text is longer then than its tokens are."""

import torch
from torch import nn
from transformers import GenerationMixin, LlamaModel, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutputWithPast

from .configuration_tiny import TinyConfig
from .visual import Eyes


class TinyForConditionalGeneration(PreTrainedModel, GenerationMixin):
    config_class = TinyConfig

    def __init__(self, config):
        super().__init__(config)
        self.transformer = LlamaModel(config)
        self.vision = Eyes(config.hidden_size)
        self.output_layer = nn.Linear(config.hidden_size, config.vocab_size, bias=False)
        self.post_init()

    def forward(self, input_ids, images=None, position_ids=None, attention_mask=None, past_key_values=None, use_cache=None, return_dict=None):
        texts = self.transformer.embed_tokens(input_ids)
        if images is not None:
            start = int((input_ids[0] == self.config.boi_token_id).nonzero()[0])
            texts = torch.cat([texts[:, :start], self.vision(images), texts[:, start + 3 :]], dim=1)
        outputs = self.transformer(inputs_embeds=texts, past_key_values=past_key_values, use_cache=use_cache)
        return CausalLMOutputWithPast(logits=self.output_layer(outputs.last_hidden_state), past_key_values=outputs.past_key_values)

    def prepare_inputs_for_generation(self, input_ids, images=None, past_key_values=None, use_cache=None, **kwargs):
        first = past_key_values is None or past_key_values.get_seq_length() == 0
        return {"input_ids": input_ids if first else input_ids[:, -1:], "images": images if first else None, "past_key_values": past_key_values, "use_cache": use_cache}
