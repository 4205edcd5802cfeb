import { maker, mediaInput, mediaSubject, textInput, valueSubject, type Kit, type Maker, type OracleCases } from '../case.js';
import { fill, honest, passagesOf, templatesOf, withWrongSlot, type Filled } from '../material/index.js';
import { made, pickVoice, recording, spoken } from './sound.js';

function filled({ half, random }: Kit): Filled {
  return fill(random.pick(templatesOf(half).filter(({ language }) => language === 'en')), random);
}

/** Two honest statements of a template. */
function text(kit: Kit): string {
  const one = filled(kit);
  return honest(one, kit.random, kit.random.some(one.template.claims, 2));
}

/** A recording that should say `wanted` and says `said`; `filter` is what happened to the sound. */
function speech(what: string, plan: (kit: Kit) => { wanted: string; said?: string; filter?: string }): Maker {
  return maker(what, async (kit) => {
    const { wanted, said = wanted, filter } = plan(kit);
    const voice = pickVoice(kit);
    const plain = await spoken(kit, said, { voice });
    const path = filter === undefined ? plain : await made(kit, 'spoiled.wav', ['-i', plain, '-af', filter]);
    return { subject: mediaSubject(path, 'audio', { tool: 'speak', inputs: [textInput(wanted)] }), note: `${voice} WANTED ${wanted}${said === wanted ? '' : ` SAID ${said}`}${filter === undefined ? '' : ` (${filter})`}` };
  });
}

const NEGATED: readonly (readonly [RegExp, string])[] = [[/\bis\b/, 'is not'], [/\bare\b/, 'are not'], [/\bwas\b/, 'was not'], [/\bwill\b/, 'will not'], [/\bmust\b/, 'must not'], [/\bcan\b/, 'cannot']];

function withWrongSlotOf(kit: Kit, kind: 'wrong number' | 'wrong name' | 'wrong thing' | 'turned meaning'): { wanted: string; said: string } {
  for (;;) {
    const one = filled(kit);
    const claim = kit.random.pick(one.template.claims);
    const single: Filled = { ...one, template: { ...one.template, claims: [claim] }, values: Object.fromEntries(Object.entries(one.values).map(([name, values]) => [name, values.slice(0, 1)])) };
    const wrong = withWrongSlot(single, kit.random, kind);
    const wanted = honest(single, kit.random, [claim]);
    if (wrong && wrong.text !== wanted) return { wanted, said: wrong.text };
  }
}

const speechRoundTrip: OracleCases = {
  defects: [
    speech('wrong number', (kit) => withWrongSlotOf(kit, 'wrong number')),
    speech('wrong word', (kit) => withWrongSlotOf(kit, 'wrong thing')),
    speech('turned meaning', (kit) => withWrongSlotOf(kit, 'turned meaning')),
    speech('missing sentence', (kit) => {
      const one = filled(kit);
      const [first = '', second = ''] = kit.random.some(one.template.claims, 2).map((claim) => honest(one, kit.random, [claim]));
      return { wanted: `${first} ${second}`, said: first };
    }),
    speech('added sentence', (kit) => {
      const wanted = text(kit);
      return { wanted, said: `${wanted} ${kit.random.pick(['Thank you for listening to this message.', 'Please subscribe to our channel today.', 'The weather will be fine tomorrow.'])}` };
    }),
    speech('another text', (kit) => ({ wanted: text(kit), said: kit.random.pick(passagesOf(kit.half, 'en')).sentences[kit.random.integer(0, 3)] ?? '' })),
    speech('lost negation', (kit) => {
      for (;;) {
        const said = text(kit);
        const found = NEGATED.find(([pattern]) => pattern.test(said));
        if (found) return { wanted: said.replace(found[0], found[1]), said };
      }
    }),
    speech('silent gap', (kit) => ({ wanted: text(kit), filter: `volume=enable='between(t,0.8,${kit.random.between(2.6, 3.2).toFixed(2)})':volume=0` })),
    speech('cut off', (kit) => ({ wanted: text(kit), filter: `atrim=0:${kit.random.between(1.5, 2.2).toFixed(2)}` })),
    speech('noise over it', (kit) => ({ wanted: text(kit), filter: 'volume=0.02,aeval=\'val(0)+0.4*(random(0)-0.5)\'' })),
  ],
  clean: [
    speech('two statements', (kit) => ({ wanted: text(kit) })),
    speech('real prose', (kit) => ({ wanted: kit.random.pick(kit.random.pick(passagesOf(kit.half, 'en')).sentences) })),
    speech('quieter', (kit) => ({ wanted: text(kit), filter: 'volume=0.3' })),
    speech('faster', (kit) => ({ wanted: text(kit), filter: 'atempo=1.15' })),
  ],
};

const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;

function inLanguage(what: string, wanted: (said: string, kit: Kit) => string): Maker {
  return maker(what, async (kit) => {
    const language = kit.random.pick(LANGUAGES);
    const passage = kit.random.pick(passagesOf(kit.half, language));
    const start = kit.random.integer(0, passage.sentences.length - 2);
    const said = passage.sentences.slice(start, start + 2).join(' ');
    const path = await spoken(kit, said, { language });
    return { subject: mediaSubject(path, 'audio', { tool: 'speak' }), params: { language: wanted(language, kit) }, note: `${language} SAID ${said}` };
  });
}

const speechLanguage: OracleCases = {
  defects: [
    inLanguage('another language', (said, { random }) => random.pick(LANGUAGES.filter((one) => one !== said))),
    maker('nobody speaks', async (kit) => ({ subject: mediaSubject(await made(kit, 'silence.wav', ['-f', 'lavfi', '-t', '3', '-i', `anoisesrc=a=${kit.random.between(0.0005, 0.003).toFixed(4)}`]), 'audio', { tool: 'speak' }), params: { language: kit.random.pick(LANGUAGES) }, note: 'noise' })),
    maker('a real recording in another language', async (kit) => ({ subject: mediaSubject(await recording(kit), 'audio', { tool: 'speak' }), params: { language: kit.random.pick(['de', 'fr', 'es']) }, note: 'English' })),
  ],
  clean: [
    inLanguage('the language', (said) => said),
    maker('a real recording', async (kit) => ({ subject: mediaSubject(await made(kit, 'real.wav', ['-ss', kit.random.between(0, 3).toFixed(2), '-i', kit.media('jfk.wav')]), 'audio', { tool: 'speak' }), params: { language: 'en' }, note: 'English' })),
  ],
};

function transcript(what: string, write: (said: string, kit: Kit) => string): Maker {
  return maker(what, async (kit) => {
    const said = text(kit);
    const voice = pickVoice(kit);
    const path = await spoken(kit, said, { voice });
    const claimed = write(said, kit);
    return { subject: valueSubject(claimed, { tool: 'transcribe_audio', inputs: [mediaInput(path, 'audio', 'audio')] }), note: `${voice} SAID ${said} WRITTEN ${claimed}` };
  });
}

const transcriptAgrees: OracleCases = {
  defects: [
    transcript('another text', (_, kit) => text(kit)),
    transcript('half of it missing', (said) => said.split(' ').slice(0, Math.floor(said.split(' ').length * 0.45)).join(' ')),
    transcript('much invented', (said, kit) => `${said} ${kit.random.pick(passagesOf(kit.half, 'en')).sentences.slice(0, 2).join(' ')}`),
    maker('words for silence', async (kit) => ({ subject: valueSubject(text(kit), { tool: 'transcribe_audio', inputs: [mediaInput(await made(kit, 'silence.wav', ['-f', 'lavfi', '-t', '4', '-i', 'anullsrc=r=16000:cl=mono']), 'audio', 'audio')] }), note: 'silence' })),
    transcript('said over and over', (said) => `${said} ${said} ${said}`),
  ],
  clean: [
    transcript('what was said', (said) => said),
    transcript('without capitals and stops', (said) => said.toLowerCase().replace(/[.,;:]/g, '')),
    transcript('one word misheard', (said, { random }) => said.split(' ').map((word, index) => (index === 2 ? random.pick(['and', 'of', 'well', 'then']) : word)).join(' ')),
  ],
};

/** By oracle. */
export const speechCases: Readonly<Record<string, OracleCases>> = { speech_round_trip: speechRoundTrip, speech_language: speechLanguage, transcript_agrees: transcriptAgrees };
