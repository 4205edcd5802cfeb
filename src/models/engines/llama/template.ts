import { randomUUID } from 'node:crypto';
import { Template } from '@huggingface/jinja';
import type { LlamaModel, Token } from 'node-llama-cpp';
import { badRequest } from '../wire-error.js';

export interface TemplateMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** Turns a conversation into tokens, ending where the assistant's reply begins. */
export type RenderChat = (messages: readonly TemplateMessage[]) => Token[];

/**
 * Uses the chat template that the model file carries (Jinja, as on the Hugging Face hub). Only the template's own text
 * may hold special tokens: the contents are put in after rendering and are tokenised as plain text, so that a web page
 * that contains `<|im_end|>` cannot end the user's turn.
 */
export function createChatRenderer(model: LlamaModel): RenderChat {
  const source = model.fileInfo.metadata.tokenizer.chat_template;
  if (typeof source !== 'string') throw new Error('The model file carries no chat template, so it cannot serve chat completions.');
  const template = new Template(source);
  return (messages) => {
    const marker = randomUUID().replaceAll('-', '');
    const rendered = renderOrRefuse(template, {
      messages: messages.map((message, index) => ({ role: message.role, content: `${marker}${index}.` })),
      add_generation_prompt: true,
      bos_token: model.tokens.bosString ?? '',
      eos_token: model.tokens.eosString ?? '',
    });
    return rendered.split(new RegExp(`${marker}(\\d+)\\.`)).flatMap((piece, index) => {
      if (index % 2 === 0) return model.tokenize(piece, true, 'trimLeadingSpace');
      return model.tokenize(messages[Number(piece)]?.content ?? '', false, 'trimLeadingSpace');
    });
  };
}

function renderOrRefuse(template: Template, values: Record<string, unknown>): string {
  try {
    return template.render(values);
  } catch (error) {
    throw badRequest('template_refused', `The model's chat template refuses this conversation: ${error instanceof Error ? error.message : String(error)}`);
  }
}
