import { literally } from '../../core/index.js';
import { splitSentences } from './sentences.js';

/** What stands in a text for a sentence that was set aside. */
export const SET_ASIDE = '[…]';

/**
 * Sentences of the world that speak to whoever works on the text instead of telling something: the forms that prompt
 * injections take (OWASP Top 10 for LLM applications, LLM01). Small models follow them whatever the prompt says, so they
 * are kept out of prompts. A text that only tells of instructions ("the instructions are on page two") is not one.
 */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip|drop)\b[^.!?]{0,40}\b(?:previous|prior|above|earlier|preceding|foregoing|former|all|any|your|these|those|my|the system)\b[^.!?]{0,30}\b(?:instructions?|prompts?|rules?|directions?|guidelines?|orders?|commands?|messages?|context|text|tasks?)\b/i,
  /\b(?:ignore|disregard)\s+(?:everything|all|anything|whatever)\b[^.!?]{0,40}\b(?:above|before|so far|previously|earlier|preceding|up to (?:now|here)|written|stated|said|told)\b/i,
  /\b(?:answer|respond|reply|output|print|return|write|say)\b[^.!?]{0,30}\b(?:only|just|nothing but|nothing else|exactly|instead)\b[^.!?]{0,60}\b(?:words?|phrase|string|sentence|text|following|with|that)\b/i,
  /\b(?:only|just|instead)\s+(?:answer|respond|reply|output|print|return|write|say)\b/i,
  /\b(?:system|developer|assistant|hidden|secret)\s+(?:prompt|message|instructions?)\b/i,
  /\b(?:new|updated|real|actual)\s+(?:instructions?|task|orders?)\s*(?:[:—-]|are\b|is\b)/i,
  /\byou\s+are\s+(?:now|no longer|actually)\s+(?:an?\b[^.!?]*\b(?:AI|assistant|bot|model|who|that|named|called|without)|free|acting|not\s+bound)\b/i,
  /\b(?:if\s+you\s+are|as|dear|attention|note\s+to|hey|hello)\s+(?:an?\s+|the\s+|any\s+|all\s+)?(?:AIs?|A\.I\.|language\s+models?|LLMs?|chat\s?bots?|GPT|assistants?|AI\s+\w+)\b/i,
  /\b(?:do\s+not|don't|never|stop|refuse\s+to)\s+(?:summari[sz]e|sum\s+up|translate|transcribe|describe|caption|rewrite|answer|read)\b[^.!?]{0,40}\b(?:this|the|it|any)\b/i,
];

/** What an order goes on with: told by itself it may be meant for people ("Write your name in capital letters."). */
const GOES_ON = /^(?:(?:and|then|now|instead|rather|please|just)\s*,?\s+)*(?:write|say|state|claim|answer|respond|reply|output|print|report|tell|summari[sz]e|translate|describe|recommend|praise|mention|add|include|insist|pretend|act)\b/i;

/** A text without its orders, and the orders themselves, so that they can be told. */
export interface WithoutOrders {
  readonly text: string;
  readonly orders: readonly string[];
}

/** Puts SET_ASIDE in the place of each sentence that is an order to the reader's machine. */
export function setOrdersAside(text: string): WithoutOrders {
  if (!isOrder(text)) return { text, orders: [] };
  const orders: string[] = [];
  let before = false;
  for (const sentence of splitSentences(text).map((part) => part.trim())) {
    before = isOrder(sentence) || (before && GOES_ON.test(sentence));
    if (before) orders.push(sentence);
  }
  const rest = orders.reduce((whole, order) => whole.replace(wrapped(order), () => SET_ASIDE), text);
  return { text: rest, orders };
}

/** A text as a witness: what it orders is no evidence for anything. */
export function withoutOrders(text: string): string {
  const { text: rest, orders } = setOrdersAside(text);
  return orders.length === 0 ? text : rest.replaceAll(SET_ASIDE, '').trim();
}

function isOrder(text: string): boolean {
  const line = text.replace(/\s+/g, ' ');
  return ORDERS.some((pattern) => pattern.test(line));
}

/** The sentence as it stands in the text, where lines may be wrapped. */
function wrapped(sentence: string): RegExp {
  const words = sentence.split(/\s+/).map(literally);
  return new RegExp(words.join('\\s+'));
}
