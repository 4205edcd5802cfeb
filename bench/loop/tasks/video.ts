import { given, stated, value, type LoopTask, type TaskStep, type Workbench } from '../task.js';
import { peakOf, probeMedia, wrongLength } from '../truth/media.js';
import { missingFacts, wrongStatements, type Facts } from '../truth/text.js';
import { ffmpegMade, real, stillClip } from '../workbench/make.js';

export function caption(id: string, make: (bench: Workbench) => Promise<string> | string, seen: Facts, wrong: Facts = {}, name = `${id}.mp4`): LoopTask {
  return {
    id: `caption-${id}`, family: 'caption', goal: 'Describe what happens in this video.', inputs: async (bench) => [await make(bench)],
    plan: { steps: [{ id: 'it', tool: 'caption_video', inputs: { video: given(name) } }] },
    truth: ({ text }) => [...missingFacts(text, seen), ...wrongStatements(text, wrong)],
  };
}

const bottles = (bench: Workbench): string => real(bench, 'bottles.mp4');
export const INVENTED: Facts = { 'a cat': /\bcats?\b/i, 'a horse': /\bhorses?\b/i, 'a car': /\bcars?\b/i };

const captionTasks: readonly LoopTask[] = [
  caption('bottles', bottles, { bottles: /bottle/i }, INVENTED),
  caption('bottles-start', (bench) => ffmpegMade(bench, 'bottles-start.mp4', ['-t', '9', '-i', bottles(bench), '-c:v', 'libx264', '-preset', 'ultrafast', '-an']), { bottles: /bottle/i }, INVENTED),
  caption('dog-then-eagle', async (bench) => {
    const [dog, eagle] = [await stillClip(bench, 'dog-still', real(bench, 'dog.jpg'), 5), await stillClip(bench, 'eagle-still', real(bench, 'eagle.jpg'), 5)];
    return ffmpegMade(bench, 'dog-then-eagle.mp4', ['-i', dog, '-i', eagle, '-filter_complex', '[0:v][1:v]concat=n=2:v=1', '-c:v', 'libx264', '-preset', 'ultrafast']);
  }, { 'a dog': /dog/i, 'a bird': /bird|eagle/i }, { 'a horse': /\bhorses?\b/i }),
  caption('horse-clip', (bench) => stillClip(bench, 'horse-clip', real(bench, 'person.jpg'), 6), { 'a person': /person|people|man|woman/i, 'an animal': /horse|dog/i }, { 'a bird': /\bbirds?\b/i }),
];

type Check = (path: string, bench: Workbench) => Promise<readonly string[]>;

interface Edit {
  readonly id: string;
  readonly goal: string;
  readonly inputs: LoopTask['inputs'];
  readonly steps: readonly TaskStep[];
  readonly port: 'audio' | 'video' | 'image';
  readonly check: Check;
}

export function edit({ id, goal, inputs, steps, port, check }: Edit): LoopTask {
  const last = steps.at(-1)?.id ?? '';
  return { id: `edit-${id}`, family: 'edit', goal, ...(inputs ? { inputs } : {}), plan: { steps }, truth: ({ file }, bench) => check(file(last, port), bench) };
}

const lasts = (seconds: number, tolerance?: number): Check => async (path) => wrongLength((await probeMedia(path)).seconds, seconds, tolerance);
const withBottles = (bench: Workbench): string[] => [bottles(bench)];
const withKennedy = (bench: Workbench): string[] => [real(bench, 'jfk.wav')];
export const one = (tool: string, inputs: TaskStep['inputs'], criteria: NonNullable<TaskStep['criteria']> = []): TaskStep[] => [{ id: 'it', tool, inputs, criteria }];
const video = given('bottles.mp4');
const audio = given('jfk.wav');

const editTasks: readonly LoopTask[] = [
  edit({ id: 'cut-video', goal: 'Cut the clip from second 10 to second 16.', inputs: withBottles, steps: one('cut_video', { video, startMs: value(10_000), endMs: value(16_000) }, [stated('duration', { minMs: 5900, maxMs: 6100 })]), port: 'video', check: lasts(6) }),
  edit({ id: 'end-of-video', goal: 'Cut the last part of the clip, from second 30 on.', inputs: withBottles, steps: one('cut_video', { video, startMs: value(30_000) }), port: 'video', check: lasts(10, 0.8) }),
  edit({ id: 'small-webm', goal: 'Convert the clip to WebM with a picture of 320 pixels width.', inputs: withBottles, steps: [{ id: 'cut', tool: 'cut_video', inputs: { video, startMs: value(0), endMs: value(3000) } }, { id: 'it', tool: 'convert_video', inputs: { video: { ref: 'cut.video' }, format: value('webm'), maximumWidth: value(320) } }], port: 'video', check: async (path) => {
    const { video: picture, format, seconds } = await probeMedia(path);
    return [...(picture?.width === 320 ? [] : [`is ${picture?.width ?? 0} px wide`]), ...(/webm/.test(format) ? [] : [`is ${format}`]), ...wrongLength(seconds, 3)];
  } }),
  edit({ id: 'join-video', goal: 'Join the sign clip and the first five seconds of the bottles.', inputs: (bench) => [real(bench, 'sign-milk.mkv'), bottles(bench)], steps: [{ id: 'cut', tool: 'cut_video', inputs: { video, startMs: value(0), endMs: value(5000) } }, { id: 'it', tool: 'join_video', inputs: { videos: [given('sign-milk.mkv'), { ref: 'cut.video' }] } }], port: 'video', check: lasts(6.7, 0.5) }),
  edit({ id: 'slides', goal: 'Make a slideshow of the three pictures with the speech as its sound.', inputs: (bench) => ['dog.jpg', 'person.jpg', 'eagle.jpg', 'jfk.wav'].map((name) => real(bench, name)), steps: one('make_video', { images: ['dog.jpg', 'person.jpg', 'eagle.jpg'].map(given), audio }), port: 'video', check: async (path) => {
    const { audio: sound, seconds } = await probeMedia(path);
    return [...(sound ? [] : ['has no sound']), ...wrongLength(seconds, 11, 1)];
  } }),
  edit({ id: 'cut-audio', goal: 'Cut the recording to its first four seconds.', inputs: withKennedy, steps: one('cut_audio', { audio, startSeconds: value(0), endSeconds: value(4) }, [stated('duration', { maxMs: 4100 })]), port: 'audio', check: lasts(4) }),
  edit({ id: 'mp3', goal: 'Convert the recording to MP3 with 22050 Hz.', inputs: withKennedy, steps: one('convert_audio', { audio, format: value('mp3'), sampleRate: value(22050) }), port: 'audio', check: async (path) => {
    const { audio: sound, seconds } = await probeMedia(path);
    return [...(sound?.codec === 'mp3' ? [] : [`is ${sound?.codec ?? 'nothing'}`]), ...(sound?.sampleRate === 22050 ? [] : [`has ${sound?.sampleRate ?? 0} Hz`]), ...wrongLength(seconds, 11)];
  } }),
  edit({ id: 'faster', goal: 'Make the recording one and a half times as fast.', inputs: withKennedy, steps: one('change_audio', { audio, speed: value(1.5) }), port: 'audio', check: lasts(7.33) }),
  edit({ id: 'twice', goal: 'Join the recording with itself, with two seconds between.', inputs: withKennedy, steps: one('join_audio', { audios: [audio, audio], gapSeconds: value(2) }), port: 'audio', check: lasts(24) }),
  edit({ id: 'louder', goal: 'Make the recording much louder.', inputs: async (bench) => [await ffmpegMade(bench, 'faint.wav', ['-i', real(bench, 'jfk.wav'), '-af', 'volume=-12dB'])], steps: one('change_audio', { audio: given('faint.wav'), volumeDb: value(24) }), port: 'audio', check: async (path, bench) => {
    const [after, before] = [await peakOf(path), await peakOf(`${bench.made}/faint.wav`)];
    return after > before + 6 && after <= 0 ? [] : [`peaks at ${after} dB after ${before} dB`];
  } }),
];

export const videoTasks: readonly LoopTask[] = [...captionTasks, ...editTasks];
