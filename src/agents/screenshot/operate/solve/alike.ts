import { cosine } from '../../../../tools/text/index.js';
import type { Description } from '../../goal/index.js';
import type { Candidate } from '../../ground/index.js';
import type { View } from '../view.js';
import { fieldsOn, labelBeside } from './fields.js';
import type { Work } from './work.js';

/** Likeness of two names, as cosine of their embeddings, from which one may stand for the other; and by how much it is ahead of all others. Below, nothing is taken for it. */
const LIKE = 0.6;
const AHEAD = 0.065;

const inForm = (name: string): string => `the field "${name}" of a form`;

/** The field whose name means what the goal calls it in another word, such as "Postcode" for "zip"; undefined where none is clearly that, or where no model can tell. */
export async function fieldOfLikeName({ session }: Work, view: View, field: Description): Promise<Candidate | undefined> {
  const [wanted] = field.texts;
  if (wanted === undefined || !session.models.has('embed')) return undefined;
  const named = fieldsOn(view).map((candidate) => ({ candidate, name: nameOf(candidate, view) })).filter(({ name }) => /\p{L}{2}/u.test(name));
  if (named.length === 0) return undefined;
  const [own, ...others] = await session.think((signal) => session.models.embed([wanted, ...named.map(({ name }) => name)].map(inForm), { signal, keep: true }));
  const ranked = named.map((one, index) => ({ ...one, score: cosine(own, others[index]) })).sort((a, b) => b.score - a.score);
  const [best, next] = ranked;
  return best && best.score >= LIKE && best.score - (next?.score ?? 0) >= AHEAD ? { ...best.candidate, score: best.score, name: best.name } : undefined;
}

const nameOf = (candidate: Candidate, view: View): string => (candidate.element.label || (candidate.element.state.filled === true ? '' : candidate.element.text) || labelBeside(candidate, view)).replace(/[:*]\s*$/, '').trim();
