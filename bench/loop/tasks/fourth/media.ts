import { CRUMBLE_RECIPE } from '../../documents/fourth/home.js';
import { given, ref, stated, value, type LoopTask, type Workbench } from '../../task.js';
import { peakOf, probeMedia, wrongLength } from '../../truth/media.js';
import { frameAt, greyDifference, pictureFacts } from '../../truth/picture.js';
import { brokenForm, inventedNumbers, missingFacts, wrongStatements } from '../../truth/text.js';
import { ffmpegMade, lettered, real, spoken } from '../../workbench/make.js';
import { ask, picture } from '../picture.js';
import { between } from '../rewrite.js';
import { subtitled } from '../speech.js';
import { caption, edit, INVENTED, one } from '../video.js';

/** Grey levels by which the same picture may differ after it was saved anew. */
const SAVED_ANEW = 6;
/** Grey levels by which a frame may differ from the one at that time: the clip is a fifth of a second early or late. */
const SAME_FRAME = 4;
const BOTTLES = 'bottles.mp4';

const withMedia = (name: string): ((bench: Workbench) => string[]) => (bench) => [real(bench, name)];
const shopHours = (bench: Workbench): Promise<string> => lettered(bench, 'shoe-repairs', { lines: ['SHOE REPAIRS', 'Mon - Fri 9.00 - 18.30', 'Saturday 9.30 - 13.00', 'Lunch break 12.15 - 12.45', 'Sunday closed'], colour: '#243', ground: '#fed' });

const pictures: readonly LoopTask[] = [
  picture('animals', 'How many animals are in the photo?', (bench) => real(bench, 'person.jpg'), ask('person.jpg', 'How many animals are in the photo?'), { two: /\b(?:2|two)\b|\b(?:a|one|1) (?:\w+ )?dog(?: and|,) (?:a|one|1) (?:\w+ )?horse|\b(?:a|one|1) (?:\w+ )?horse(?: and|,) (?:a|one|1) (?:\w+ )?dog/i },
    { 'another number': /\b(?:1|one|3|three|4|four|no) animals?\b|^\W*(?:1|one|3|three|4|four)\W*$/i, 'two of one kind': /\b(?:2|two) (?:dogs|horses)/i }),
  picture('bus', 'Is there a bus in the picture?', (bench) => real(bench, 'dog.jpg'), ask('dog.jpg', 'Is there a bus in the picture?'), { no: /\bno\b|\bnot\b|n't\b|\bnone\b/i }, { yes: /\byes\b|there is (?:a|one) bus|^a bus\W*$/i }),
  picture('shop-hours', 'When does the shop close on Saturdays?', shopHours, ask('shoe-repairs.png', 'When does the shop close on Saturdays?'), { 'at one': /\b13[.:]00|\b1(?:[.:]00)? ?p\.?m|\b13 (?:o'clock|h)|^\W*(?:at )?13\W*$|one o'clock/i },
    { 'the other days': /Saturdays?(?:(?!13[.:]00|1 ?p\.?m)[^;])*18[.:]30|^\W*(?:at )?(?:18[.:]30|6[.:]30)/i, 'the break': /closes? at 12/i }),
];

const CALL = 'This is a message from Southgate Clinic. Please do not eat anything for six hours before your appointment on Tuesday. You may drink clear water, but no milk and no coffee. If you choose the sedative, somebody must fetch you, and you must not drive until the next day.';

const recordings: readonly LoopTask[] = [
  {
    id: 'recording-speech', family: 'answer', goal: 'What does the speaker want people to ask?', inputs: withMedia('jfk.wav'),
    plan: { steps: [{ id: 'words', tool: 'transcribe', inputs: { audio: given('jfk.wav') } }, { id: 'it', tool: 'answer_question', inputs: { text: ref('words.text'), question: value('What does the speaker want people to ask?') } }] },
    truth: ({ text }) => [
      ...missingFacts(text, { 'what they can do for their country': /(?:you|they|people|one|we|Americans|citizens|he|she) can do for (?:your|their|the|our|one's|his|her) (?:country|nation|America)|can (?:I|we|you|they) do for (?:my|our|your|their) (?:country|nation)|(?:how|ways?) (?:to|they can|you can) (?:serve|help) (?:your|their|the) country/i }),
      ...wrongStatements(text, { 'the other way round': /(?<!(?:not|n't|instead of|rather than|never|stop|asking) (?:\w+ ){0,3})\b(?:ask|asks|asking|is)\b(?:(?!\bnot\b)[^,.;]){0,8} what (?:your|their|the) country can do|not (?:to )?(?:ask )?what (?:you|they) can do/i }),
    ],
  },
  {
    id: 'recording-clinic', family: 'summarise', goal: 'Sum up this message in one sentence.', inputs: async (bench) => [await spoken(bench, 'clinic-call', CALL)],
    plan: { steps: [{ id: 'words', tool: 'transcribe', inputs: { audio: given('clinic-call.wav') } }, { id: 'it', tool: 'summarize', inputs: { text: ref('words.text'), sentences: value(1) }, criteria: [stated('text_length', { sentences: 1 })] }] },
    truth: ({ text }) => [
      ...brokenForm(text, { sentences: 1 }), ...missingFacts(text, { 'nothing to eat': /\beat|food|fast|meal|empty/i, 'before what': /appointment|Tuesday|visit|clinic/i }),
      ...wrongStatements(text, { 'milk or coffee allowed': /(?:may|can|allowed to) (?:still )?(?:drink|have) (?:(?:clear )?water,? (?:and|or|,) )?(?:milk|coffee)/i, 'another time without food': /\beat\w*(?:(?!\b(?:six|6)\b)[^.;])*(?:two|2|eight|8|twelve|12) hours/i, 'may drive': /(?:may|can) drive (?!only|again|the next|from the next)/i }),
      ...inventedNumbers(text, CALL, ['24']),
    ],
  },
];

const RUBBED = between(CRUMBLE_RECIPE, 'Rub the flour', 'Bake for');

const clips: readonly LoopTask[] = [
  subtitled('crumble-clip', RUBBED, 3.2, async (bench) => ffmpegMade(bench, 'crumble-clip.mp4', ['-i', real(bench, BOTTLES), '-i', await spoken(bench, 'crumble', RUBBED), '-filter_complex', '[1:a]adelay=3000|3000,apad[sound]', '-map', '0:v', '-map', '[sound]', '-t', '22', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'])),
  caption('sign', (bench) => real(bench, 'sign-milk.mkv'), { 'a person': /person|people|\b(?:wo)?m[ae]n\b|\bguy\b|somebody|someone|\bboy\b/i }, { ...INVENTED, 'a dog': /\bdogs?\b/i, bottles: /bottle/i, 'many people': /\b(?:two|three|four|several|many|2|3) (?:people|persons|men|women)/i }, 'sign-milk.mkv'),
  caption('bottles-middle', (bench) => ffmpegMade(bench, 'bottles-middle.mp4', ['-ss', '16', '-t', '10', '-i', real(bench, BOTTLES), '-c:v', 'libx264', '-preset', 'ultrafast', '-an']), { bottles: /bottle/i }, { ...INVENTED, 'a dog': /\bdogs?\b/i, 'speech': /\b(?:somebody|someone|person|man|woman|voice) (?:says|speaks|talks)/i }),
];

const edits: readonly LoopTask[] = [
  edit({
    id: 'cut-middle', goal: 'Cut the clip from second 18 to second 24.', inputs: withMedia(BOTTLES), steps: one('cut_video', { video: given(BOTTLES), startMs: value(18_000), endMs: value(24_000) }, [stated('duration', { minMs: 5900, maxMs: 6100 })]), port: 'video',
    check: async (path, bench) => {
      const difference = await greyDifference(await frameAt(path, 1), await frameAt(real(bench, BOTTLES), 19));
      return [...wrongLength((await probeMedia(path)).seconds, 6), ...(difference < SAME_FRAME ? [] : ['begins at another place'])];
    },
  }),
  edit({
    id: 'flac', goal: 'Save the recording as FLAC with a sample rate of 8000 Hz.', inputs: withMedia('jfk.wav'), steps: one('convert_audio', { audio: given('jfk.wav'), format: value('flac'), sampleRate: value(8000) }), port: 'audio',
    check: async (path) => {
      const { audio, seconds } = await probeMedia(path);
      return [...(audio?.codec === 'flac' ? [] : [`is ${audio?.codec ?? 'nothing'}`]), ...(audio?.sampleRate === 8000 ? [] : [`has ${audio?.sampleRate ?? 0} Hz`]), ...wrongLength(seconds, 11), ...((await peakOf(path)) > -12 ? [] : ['can hardly be heard'])];
    },
  }),
  edit({
    id: 'narrower', goal: 'Make the photo 400 pixels wide.', inputs: withMedia('eagle.jpg'), steps: one('resize_image', { image: given('eagle.jpg'), width: value(400) }), port: 'image',
    check: async (path, bench) => {
      const { width, height } = await pictureFacts(path);
      return [...(width === 400 ? [] : [`is ${width} px wide`]), ...(Math.abs(height - 265) <= 1 ? [] : [`is ${height} px high`]), ...((await greyDifference(path, real(bench, 'eagle.jpg'))) < SAVED_ANEW ? [] : ['shows something else'])];
    },
  }),
  edit({
    id: 'louder-speech', goal: 'Make the recording 10 dB louder.', inputs: async (bench) => [await ffmpegMade(bench, 'faint-speech.wav', ['-i', real(bench, 'jfk.wav'), '-af', 'volume=-18dB'])], steps: one('change_audio', { audio: given('faint-speech.wav'), volumeDb: value(10) }), port: 'audio',
    check: async (path, bench) => {
      const [after, before] = [await peakOf(path), (await peakOf(real(bench, 'jfk.wav'))) - 18];
      return [...(Math.abs(after - before - 10) <= 1 ? [] : [`peaks at ${after} dB after ${before} dB`]), ...wrongLength((await probeMedia(path)).seconds, 11)];
    },
  }),
];

export const media: readonly LoopTask[] = [...pictures, ...recordings, ...clips, ...edits];
