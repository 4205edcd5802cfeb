import { z } from 'zod';
import { defineOracle, type ChatMessage, type FindingInput, type Oracle, type OracleContext, type Subject } from '../core/index.js';
import { loadPrompt } from '../tools/prompts.js';
import { flatten } from './sources.js';
import { textOf } from './text.js';

/**
 * Probability of "Yes" from which on a requirement counts as met, and up to which it counts as not met. A small judge tells
 * refusals and answers to something else; finer faults (a missing translation, a wrong count) are the oracles' to find.
 */
const PASS_AT = 0.5;
const FAIL_AT = 0.4;
const EVIDENCE_CHARACTERS = 6_000;

const requirementMet = defineOracle({
  name: 'requirement_met',
  description: 'A language model that did not write the result answers whether it meets one requirement, seeing the result and its sources.',
  kind: 'judge',
  critique: 'none',
  asks: ['chat'],
  modalities: ['text', 'json'],
  params: z.object({ requirement: z.string().min(1).describe('one requirement, as a statement or a yes-or-no question') }),
  async check(subject, { requirement }, context) {
    if (!context.models.has('chat')) return { status: 'inconclusive', evidence: [{ message: 'There is no language model to ask.' }] };
    const { messages } = loadPrompt('judge/requirement').render({ requirement: plain(requirement), evidence: evidenceOf(subject), output: fence('DELIVERED', textOf(subject)) });
    const yes = await probabilityOfYes(messages, context);
    return findingOf(yes, requirement);
  },
});

/** What the result was made from, shortened from the end; never the author's prompt or conversation. */
function evidenceOf(subject: Subject): string {
  const lines = subject.inputs.map(({ port, modality, value }) => (typeof value === 'string' ? `${port}: ${value}` : modality === 'json' ? flatten(value, port).join('\n') : `${port}: (${modality})`));
  return lines.length > 0 ? fence('MATERIAL', lines.join('\n')) : '';
}

function fence(name: string, body: string): string {
  const cut = body.length > EVIDENCE_CHARACTERS ? `${body.slice(0, EVIDENCE_CHARACTERS)}\n(cut)` : body;
  return `<<< ${name}\n${plain(cut).replace(/^(<<<|>>>)/gm, '"')}\n>>> END OF ${name}`;
}

/** Control tokens of chat templates taken apart. */
function plain(text: string): string {
  return text.replace(/<\|/g, '< |').replace(/\|>/g, '| >');
}

/** From token probabilities where the server gives them; else 1 or 0 by the word that it answers, or undefined when it answers neither. */
async function probabilityOfYes(messages: readonly ChatMessage[], context: OracleContext): Promise<number | undefined> {
  if (context.models.canScore()) {
    const { logProbabilities } = await context.models.score({ messages, candidates: ['Yes', 'No'] }, { signal: context.signal });
    const [yes = -Infinity, no = -Infinity] = logProbabilities;
    const top = Math.max(yes, no);
    return Number.isFinite(top) ? Math.exp(yes - top) / (Math.exp(yes - top) + Math.exp(no - top)) : undefined;
  }
  const reply = await context.models.chat({ messages, maxTokens: 5 }, { signal: context.signal });
  const word = /\b(yes|no)\b/i.exec(reply.text)?.[1]?.toLowerCase();
  return word === undefined ? undefined : word === 'yes' ? 1 : 0;
}

function findingOf(yes: number | undefined, requirement: string): FindingInput {
  const question = `Is this what was asked for: "${requirement}"?`;
  if (yes === undefined) return { status: 'inconclusive', evidence: [{ message: `The judge answered neither yes nor no: ${question}` }] };
  const measured = Math.round(yes * 1000) / 1000;
  const evidence = [{ message: `${question} Yes with probability ${measured}.`, data: { question, probability: measured } }];
  const expected = `at least ${PASS_AT}`;
  if (yes >= PASS_AT) return { status: 'pass', measured, expected, evidence };
  if (yes > FAIL_AT) return { status: 'inconclusive', measured, expected, evidence };
  return { status: 'fail', measured, expected, evidence, critique: `The result does not meet the requirement: ${requirement}. Change it so that it does.` };
}

/** Oracles that ask a language model. */
export const judgeOracles: readonly Oracle[] = [requirementMet];
