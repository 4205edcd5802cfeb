import { BEES_ARTICLE, BRIDGE_ARTICLE, RESCUE_ARTICLE } from '../documents/articles.js';
import { COUNCIL_MINUTES, MUSEUM_NOTICE, RECALL_NOTICE } from '../documents/notices.js';
import { documentOf, type LoopTask } from '../task.js';
import { probeMedia, wrongLength } from '../truth/media.js';
import { brokenForm, inventedNumbers, missingFacts, wrongStatements } from '../truth/text.js';
import { lettered, real, spoken } from '../workbench/make.js';

const TALK = 'Good morning. The town hall will be painted in May. Until the work is finished, the registry office is in the old post office in Mill Street. Bring your identity card, and please do not come without an appointment.';

/** Tasks in plain words, planned by the product. */
export const plannedTasks: readonly LoopTask[] = [
  { id: 'planned-museum', family: 'planned', goal: 'Sum up the notice in two sentences.', inputs: documentOf(MUSEUM_NOTICE), truth: ({ text }) => [...brokenForm(text, { sentences: 2 }), ...missingFacts(text, { exhibition: /Time at Sea|exhibition/i }), ...inventedNumbers(text, MUSEUM_NOTICE)] },
  { id: 'planned-bullets', family: 'planned', goal: 'Give me three bullet points about the study.', inputs: documentOf(BEES_ARTICLE), truth: ({ text }) => [...brokenForm(text, { bullets: 3 }), ...inventedNumbers(text, BEES_ARTICLE)] },
  { id: 'planned-french', family: 'planned', goal: 'Sum up the article in one sentence in French.', inputs: documentOf(BRIDGE_ARTICLE), truth: ({ text }) => [...brokenForm(text, { sentences: 1, language: 'fr' }), ...missingFacts(text, { bridge: /pont/i })] },
  { id: 'planned-question', family: 'planned', goal: 'How many of the lamps in Church Street are broken?', inputs: documentOf(COUNCIL_MINUTES), truth: ({ text }) => [...missingFacts(text, { number: /\b17\b|seventeen/i }), ...wrongStatements(text, { all: /\b62 (?:lamps )?(?:of the lamps )?are broken/i })] },
  { id: 'planned-transcript', family: 'planned', goal: 'Transcribe this and sum it up in one sentence.', inputs: async (bench) => [await spoken(bench, 'talk', TALK)], truth: ({ text }) => missingFacts(text, { 'the town hall': /town hall|registry/i }) },
  { id: 'planned-spoken-question', family: 'planned', goal: 'Where is the registry office until the work is finished? Answer from the recording.', inputs: async (bench) => [await spoken(bench, 'talk', TALK)], truth: ({ text }) => missingFacts(text, { where: /post office|Mill Street/i }) },
  { id: 'planned-sign', family: 'planned', goal: 'Read the sign and translate it into German.', inputs: async (bench) => [await lettered(bench, 'sign', { lines: ['The bridge is closed', 'until 14 November.', 'Please use the ferry.'] })], truth: ({ text }) => [...brokenForm(text, { language: 'de' }), ...missingFacts(text, { bridge: /Brücke/i, date: /14\.? ?November/i, ferry: /Fähre/i })] },
  { id: 'planned-seconds', family: 'planned', goal: 'Keep only the first 7 seconds of the video.', inputs: (bench) => [real(bench, 'bottles.mp4')], truth: async ({ outcome }) => wrongLength((await probeMedia(outcome.artifacts.find(({ modality }) => modality === 'video')?.path ?? '')).seconds, 7) },
  { id: 'planned-dog', family: 'planned', goal: 'Describe the picture in one sentence.', inputs: (bench) => [real(bench, 'dog.jpg')], truth: ({ text }) => [...brokenForm(text, { sentences: 1 }), ...missingFacts(text, { dog: /dog/i })] },
  { id: 'planned-thirty', family: 'planned', goal: 'Sum up the report in at most 30 words.', inputs: documentOf(RESCUE_ARTICLE), truth: ({ text }) => [...brokenForm(text, { maxWords: 30 }), ...missingFacts(text, { hikers: /hiker|Petrov/i }), ...inventedNumbers(text, RESCUE_ARTICLE)] },
  { id: 'planned-email', family: 'planned', goal: 'Send this notice to all customers by e-mail.', inputs: documentOf(RECALL_NOTICE), expects: 'cannot', truth: () => ['there is no tool that sends e-mail'] },
  { id: 'planned-order', family: 'planned', goal: 'Order two pizzas for tonight.', expects: 'cannot', truth: () => ['there is no tool that orders anything'] },
];
