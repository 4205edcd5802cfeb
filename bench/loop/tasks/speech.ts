import { given, stated, value, type Delivered, type LoopTask, type TaskPlan, type TaskStep, type Workbench } from '../task.js';
import { hearOtherwise } from '../truth/ear.js';
import { probeMedia } from '../truth/media.js';
import { heardShare, wordErrors } from '../truth/speech.js';
import { ffmpegMade, real, spoken, stillClip } from '../workbench/make.js';

const KENNEDY = 'And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.';
const GARDEN = 'The gardener planted seven apple trees behind the old school. In the evening it began to rain, and the children carried the tools back into the shed.';
const LETTER = 'My dear aunt, the journey was long but pleasant. We saw snow on the mountains and a fox beside the railway. Please write soon and tell us how the harvest went.';
const HARBOUR = 'The ferry to the island leaves from the northern pier. Passengers with bicycles board first, and those with cars wait beside the lighthouse until they are called.';

/** Word errors that a transcript may have. */
const MOST_ERRORS = 0.15;
/** The other recogniser is weak: of clear speech it hears about three words of four, and of another text hardly any. */
const LEAST_HEARD = 0.5;
/** Words a minute between slow reading aloud and hurried talk. */
const PACE = { least: 80, most: 260 };

function transcription(id: string, known: string, make: (bench: Workbench) => Promise<string>): LoopTask {
  return {
    id: `transcribe-${id}`, family: 'transcribe', goal: 'Write down what is said in this recording.', inputs: async (bench) => [await make(bench)],
    plan: { steps: [{ id: 'it', tool: 'transcribe', inputs: { audio: given(`${id}.wav`) } }] },
    truth: ({ text }) => {
      const errors = wordErrors(known, text);
      return errors <= MOST_ERRORS ? [] : [`has ${Math.round(errors * 100)} % word errors`];
    },
  };
}

/** Faults of a recording that is to say a text. */
export async function speechFaults(path: string, text: string, bench: Workbench): Promise<string[]> {
  const heard = await hearOtherwise(path, { python: bench.python, folder: bench.made });
  const { seconds } = await probeMedia(path);
  const share = heardShare(text, heard);
  const pace = text.split(/\s+/).length / (seconds / 60);
  return [
    ...(share >= LEAST_HEARD ? [] : [`only ${Math.round(share * 100)} % of its words are heard: ${heard}`]),
    ...(pace >= PACE.least && pace <= PACE.most ? [] : [`is spoken with ${Math.round(pace)} words a minute`]),
  ];
}

function speaking(id: string, text: string, goal = `Say this aloud: "${text}"`, criteria: TaskStep['criteria'] = [], parameters: Readonly<Record<string, unknown>> = {}): LoopTask {
  return {
    id: `speak-${id}`, family: 'speak', goal,
    plan: { steps: [{ id: 'it', tool: 'speak', inputs: { text: value(text), ...Object.fromEntries(Object.entries(parameters).map(([name, literal]) => [name, value(literal)])) }, criteria }] },
    truth: ({ file }, bench) => speechFaults(file('it', 'audio'), text, bench),
  };
}

/** Seconds by which a subtitle may be early or late. */
const SYNC = 0.8;

interface Cue {
  readonly start: number;
  readonly text: string;
}

/** Start (s) and text of the entries of an SRT or WebVTT text. */
export function readCues(subtitles: string): Cue[] {
  return [...subtitles.matchAll(/(?:(\d+):)?(\d+):(\d+)[.,](\d+) --> [^\n]*\n([^\n]+(?:\n(?!\n)[^\n]+)*)/g)].map(([, hours = '0', minutes = '0', seconds = '0', fraction = '0', text = '']) => ({ start: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(`0.${fraction}`), text }));
}

/** Faults of subtitles whose first words are known to begin at some second. */
export function subtitleFaults(subtitles: string, known: string, firstAt: number): string[] {
  const cues = readCues(subtitles);
  const errors = wordErrors(known, cues.map(({ text }) => text).join(' '));
  const early = (cues[0]?.start ?? Infinity) - firstAt;
  return [
    ...(errors <= MOST_ERRORS ? [] : [`its words have ${Math.round(errors * 100)} % errors`]),
    ...(Math.abs(early) <= SYNC ? [] : [`starts ${early.toFixed(1)} s from where the speech begins`]),
  ];
}

export function subtitled(id: string, known: string, firstAt: number, make: (bench: Workbench) => Promise<string>, parameters: Readonly<Record<string, unknown>> = {}): LoopTask {
  const plan: TaskPlan = { steps: [{ id: 'it', tool: 'subtitle_video', inputs: { video: given(`${id}.mp4`), ...Object.fromEntries(Object.entries(parameters).map(([name, literal]) => [name, value(literal)])) } }] };
  return {
    id: `subtitle-${id}`, family: 'subtitle', goal: 'Add subtitles to this video.', inputs: async (bench) => [await make(bench)], plan,
    truth: async ({ data, text, file }: Delivered) => [...subtitleFaults(text === '' ? String(data('it', 'text')) : text, known, firstAt), ...((await probeMedia(file('it', 'video'))).subtitles ? [] : ['the video has no subtitles'])],
  };
}

const garden = (bench: Workbench): Promise<string> => spoken(bench, 'garden', GARDEN);
const letter = (bench: Workbench): Promise<string> => spoken(bench, 'letter', LETTER, 'piper-joe');
const harbour = (bench: Workbench): Promise<string> => spoken(bench, 'harbour', HARBOUR);

export const speechTasks: readonly LoopTask[] = [
  transcription('jfk', KENNEDY, (bench) => Promise.resolve(real(bench, 'jfk.wav'))),
  transcription('garden', GARDEN, garden),
  transcription('letter', LETTER, letter),
  transcription('harbour', HARBOUR, harbour),
  transcription('quiet', GARDEN, async (bench) => ffmpegMade(bench, 'quiet.wav', ['-i', await garden(bench), '-af', 'volume=-28dB'])),
  transcription('noisy', HARBOUR, async (bench) => ffmpegMade(bench, 'noisy.wav', ['-i', await harbour(bench), '-f', 'lavfi', '-i', 'anoisesrc=color=pink:amplitude=0.06:seed=7:sample_rate=24000', '-filter_complex', 'amix=inputs=2:duration=first,volume=6dB'])),
  transcription('telephone', LETTER, async (bench) => ffmpegMade(bench, 'telephone.wav', ['-i', await letter(bench), '-af', 'highpass=f=300,lowpass=f=3000', '-ar', '8000'])),
  transcription('joined', `${GARDEN} ${HARBOUR}`, async (bench) => ffmpegMade(bench, 'joined.wav', ['-i', await garden(bench), '-i', await harbour(bench), '-filter_complex', '[0]apad=pad_len=36000[a];[a][1]concat=n=2:v=0:a=1'])),
  { ...transcription('silence', '', (bench) => ffmpegMade(bench, 'silence.wav', ['-f', 'lavfi', '-i', 'anullsrc=r=16000', '-t', '6'])), truth: ({ text }) => (/no speech|nothing|silen/i.test(text) ? [] : ['does not say that nobody speaks']) },

  speaking('ferry', 'The ferry to the northern islands leaves at noon, and the captain wishes you a pleasant journey.'),
  speaking('numbers', 'Flight 482 to Lisbon leaves from gate 17 at 9:45. Please have your passport ready.'),
  speaking('names', 'Mister Henderson and Doctor Alvarez will meet you in the garden behind the library after lunch.'),
  speaking('short', 'Please close the window before you leave the room.', undefined, [stated('duration', { maxMs: 6000 })]),
  speaking('list', 'Buy bread, butter, two lemons, a bag of rice and some fresh parsley, and bring the empty bottles back.'),
  speaking('money', 'The rent is 1,250 dollars a month, and the deposit of 300 dollars is due on March 3rd.'),

  subtitled('speech-at-two', KENNEDY, 2.3, async (bench) => stillClip(bench, 'speech-at-two', real(bench, 'eagle.jpg'), 15, { path: real(bench, 'jfk.wav'), atSeconds: 2 })),
  subtitled('garden-clip', GARDEN, 1.2, async (bench) => stillClip(bench, 'garden-clip', real(bench, 'dog.jpg'), 12, { path: await garden(bench), atSeconds: 1 })),
  subtitled('harbour-vtt', HARBOUR, 4.2, async (bench) => stillClip(bench, 'harbour-vtt', real(bench, 'person.jpg'), 16, { path: await harbour(bench), atSeconds: 4 }), { format: 'vtt' }),
  { ...subtitled('given-words', LETTER, 3.2, async (bench) => stillClip(bench, 'given-words', real(bench, 'person.jpg'), 16, { path: await letter(bench), atSeconds: 3 }), { text: LETTER }), goal: 'Put these words under the video as subtitles, at the times when they are spoken.' },
];

