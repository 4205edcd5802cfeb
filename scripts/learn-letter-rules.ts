/**
 * Learns letter-to-sound rules for English from the CMU Pronouncing Dictionary and writes them to
 * src/models/engines/speech/pronounce/letter-rules.ts. Run: `node --import tsx scripts/learn-letter-rules.ts`; `--test` holds back every
 * tenth word, writes nothing and prints how many of those the rules read right.
 *
 * Method: letters and phonemes are aligned by hard expectation maximisation, each letter with no, one or two phonemes; then a
 * decision tree in a fixed order of context letters is grown and flattened to its exceptions (Daelemans and van den Bosch,
 * "Language-independent data-oriented grapheme-to-phoneme conversion", 1997).
 */
import { writeFileSync } from 'node:fs';
import { dictionary } from 'cmu-pronouncing-dictionary';
import { applyLetterRules, contextOf, type LetterRules } from '../src/models/engines/speech/pronounce/letter-to-sound.js';

const MINIMUM_SUPPORT = 2;
const ROUNDS = 6;
const test = process.argv.includes('--test');

interface Entry {
  readonly word: string;
  readonly phonemes: readonly string[];
}

const entries: Entry[] = Object.entries(dictionary)
  .filter(([word, sounds]) => /^[a-z]{2,}$/.test(word) && sounds.split(' ').length <= word.length * 2)
  .map(([word, sounds]) => ({ word, phonemes: sounds.split(' ') }))
  // Initialisms are read letter by letter and would teach nonsense.
  .filter(({ word, phonemes }) => /[aeiouy]/.test(word) && phonemes.length <= word.length + 2);
const held = entries.filter((_, index) => test && index % 10 === 0);
const learned = entries.filter((_, index) => !(test && index % 10 === 0));

type Scores = Map<string, number>;

/** Best way to deal the phonemes out to the letters, in order. */
function align({ word, phonemes }: Entry, scores: Scores): string[] | undefined {
  const width = phonemes.length + 1;
  const best = new Float64Array((word.length + 1) * width).fill(-Infinity);
  const step = new Uint8Array(best.length);
  best[0] = 0;
  for (let letter = 1; letter <= word.length; letter += 1) {
    for (let done = 0; done < width; done += 1) {
      for (let count = 0; count <= 2 && count <= done; count += 1) {
        const before = best[(letter - 1) * width + done - count] ?? -Infinity;
        if (before === -Infinity) continue;
        const score = before + (scores.get(`${word[letter - 1] ?? ''}=${phonemes.slice(done - count, done).join('.')}`) ?? -14);
        if (score > (best[letter * width + done] ?? -Infinity)) {
          best[letter * width + done] = score;
          step[letter * width + done] = count;
        }
      }
    }
  }
  if (best.at(-1) === -Infinity) return undefined;
  const chunks: string[] = [];
  let done = phonemes.length;
  for (let letter = word.length; letter > 0; letter -= 1) {
    const count = step[letter * width + done] ?? 0;
    chunks.unshift(phonemes.slice(done - count, done).join('.'));
    done -= count;
  }
  return chunks;
}

function initialScores(): Scores {
  const counts = new Map<string, number>();
  for (const { word, phonemes } of learned) {
    for (let letter = 0; letter < word.length; letter += 1) {
      const middle = ((letter + 0.5) / word.length) * phonemes.length;
      for (let index = Math.max(0, Math.floor(middle - 1.5)); index < Math.min(phonemes.length, middle + 1); index += 1) {
        const key = `${word[letter] ?? ''}=${phonemes[index] ?? ''}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  const scores = normalised(counts);
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') scores.set(`${letter}=`, -4);
  scores.set('x=K.S', -1).set('x=G.Z', -2);
  return scores;
}

function normalised(counts: Map<string, number>): Scores {
  const totals = new Map<string, number>();
  for (const [key, count] of counts) totals.set(key[0] ?? '', (totals.get(key[0] ?? '') ?? 0) + count);
  return new Map([...counts].map(([key, count]) => [key, Math.log(count / (totals.get(key[0] ?? '') ?? 1))]));
}

let scores = initialScores();
let aligned: { word: string; chunks: string[] }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  aligned = learned.flatMap((entry) => {
    const chunks = align(entry, scores);
    return chunks ? [{ word: entry.word, chunks }] : [];
  });
  const counts = new Map<string, number>();
  for (const { word, chunks } of aligned) chunks.forEach((chunk, index) => counts.set(`${word[index] ?? ''}=${chunk}`, (counts.get(`${word[index] ?? ''}=${chunk}`) ?? 0) + 1));
  scores = normalised(counts);
}

interface Instance {
  readonly context: string;
  readonly chunk: string;
}
const byLetter = new Map<string, Instance[]>();
for (const { word, chunks } of aligned) {
  chunks.forEach((chunk, index) => {
    const letter = word[index] ?? '';
    const list = byLetter.get(letter) ?? [];
    list.push({ context: contextOf(word, index), chunk });
    byLetter.set(letter, list);
  });
}

function grow(instances: readonly Instance[], depth: number, chain: string, inherited: string | undefined, rules: Map<string, string>): void {
  const counts = new Map<string, number>();
  for (const { chunk } of instances) counts.set(chunk, (counts.get(chunk) ?? 0) + 1);
  const [label = '', most = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  const own = inherited !== undefined && (counts.get(inherited) ?? 0) === most ? inherited : label;
  if (own !== inherited) rules.set(chain, own);
  if (counts.size === 1 || depth >= (instances[0]?.context.length ?? 0)) return;
  const children = new Map<string, Instance[]>();
  for (const instance of instances) {
    const next = instance.context[depth] ?? '';
    const list = children.get(next) ?? [];
    list.push(instance);
    children.set(next, list);
  }
  for (const [next, list] of children) if (list.length >= MINIMUM_SUPPORT) grow(list, depth + 1, chain + next, own, rules);
}

const rules: LetterRules = new Map();
for (const [letter, instances] of [...byLetter].sort(([a], [b]) => (a < b ? -1 : 1))) {
  const own = new Map<string, string>();
  grow(instances, 0, '', undefined, own);
  rules.set(letter, own);
}

const size = [...rules.values()].reduce((sum, own) => sum + own.size, 0);
console.log(`${learned.length} words, ${size} rules`);
if (test) {
  let right = 0;
  let rightSounds = 0;
  for (const { word, phonemes } of held) {
    const read = applyLetterRules(word, rules).map((phoneme) => `${phoneme.symbol}${phoneme.stress ?? ''}`);
    if (read.join(' ') === phonemes.join(' ')) right += 1;
    if (read.join(' ').replace(/\d/g, '') === phonemes.join(' ').replace(/\d/g, '')) rightSounds += 1;
  }
  console.log(`${held.length} held back: ${((100 * right) / held.length).toFixed(1)}% right with stress, ${((100 * rightSounds) / held.length).toFixed(1)}% without`);
} else {
  const lines = [...rules].map(([letter, own]) => `  ${letter}: '${[...own].map(([chain, chunk]) => `${chain}=${chunk}`).join(' ')}',`);
  writeFileSync(
    new URL('../src/models/engines/speech/pronounce/letter-rules.ts', import.meta.url),
    `/**\n * Made by scripts/learn-letter-rules.ts from the CMU Pronouncing Dictionary; not edited by hand. For each letter: \`context=phonemes\`, the\n * context in the order of CONTEXT in letter-to-sound.ts, the longest that fits wins.\n */\nexport const LETTER_RULES: Readonly<Record<string, string>> = {\n${lines.join('\n')}\n};\n`,
  );
}
