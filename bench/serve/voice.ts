// Speaking with the server as the page does: from the end of what is said to the first sound of the answer.
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import WebSocket from 'ws';
import { VouchClient, type Note, type SocketConstructor, type Spoken } from '../../src/client/index.js';
import { VouchError, type VouchEvent } from '../../src/core/index.js';
import { createModels } from '../../src/models/index.js';
import { input, output, runFfmpeg } from '../../src/tools/media/index.js';
import { quantile, pause } from './clients.js';

/** Samples a second, and bytes of one frame of 32 ms. */
const RATE = 16_000;
const FRAME_BYTES = 1024;
const FRAME_MS = 32;
/** ms of silence before and after what is said. */
const BEFORE_MS = 400;
/** What is asked about a picture that a written message has brought in. */
const QUESTIONS = ['How many dogs are in the picture?', 'Which objects are in the picture?', 'Read the text in the picture.'];
/** Who asks, so that nothing understands its own voice. */
const ASKING = 'kokoro';

/** The parts of one answer's wait, ms. */
interface Wait {
  /** Until the server was sure that nothing more comes. */
  readonly silence: number;
  readonly writing: number;
  readonly planning: number;
  readonly answering: number;
  readonly speaking: number;
  readonly all: number;
}
const PARTS = ['silence', 'writing', 'planning', 'answering', 'speaking', 'all'] as const;

interface Said {
  readonly text: string;
  readonly pcm: Buffer;
  /** ms into it at which its last sound ends. */
  readonly endMs: number;
}

/** Questions as somebody would say them into a microphone. */
async function questions(folder: string): Promise<Said[]> {
  const models = await createModels({});
  try {
    const said: Said[] = [];
    for (const [index, text] of QUESTIONS.entries()) {
      const wav = join(folder, `${index}.wav`);
      const raw = join(folder, `${index}.pcm`);
      await models.speak({ text, into: wav }, { model: ASKING });
      await runFfmpeg([...input(wav), '-ar', String(RATE), '-ac', '1', '-af', `adelay=${BEFORE_MS}`, '-f', 's16le', ...output(raw)], { signal: AbortSignal.timeout(60_000) });
      const pcm = await readFile(raw);
      said.push({ text, pcm, endMs: endOf(pcm) });
    }
    return said;
  } finally {
    await models.close();
  }
}

/** ms at which the last window of 10 ms that is louder than a fiftieth of the loudest sample ends. */
function endOf(pcm: Buffer): number {
  const samples = Array.from({ length: pcm.length / 2 }, (_, at) => Math.abs(pcm.readInt16LE(at * 2)));
  const floor = Math.max(...samples.map((sample) => sample)) / 50;
  const last = samples.findLastIndex((sample) => sample > floor);
  return Math.ceil(last / (RATE / 100)) * 10;
}

/** `vouch serve` as users start it. */
async function serve(folder: string): Promise<{ url: string; close: () => Promise<void> }> {
  const child = execa('node', ['dist/cli/main.js', 'serve', '--port', '0', '--data', folder], { reject: false, stderr: 'inherit' });
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^http/.test(line)) return { url: line.trim(), close: async () => {
      child.kill('SIGINT');
      await child;
    } };
  }
  throw new VouchError('INTERNAL', 'The server of the measurement did not start.');
}

interface Talking {
  ask(said: Said): Promise<Wait>;
  close(): void;
}

/** A client that has sent a picture by a written message and then opens its microphone. */
async function talking(url: string, picture: string, restMs: number): Promise<Talking> {
  const now = (): number => performance.timeOrigin + performance.now();
  const notes: { note: Note; at: number }[] = [];
  const spoken: { sentence: Spoken; at: number }[] = [];
  let wake = (): void => undefined;
  const until = async (isThere: () => boolean): Promise<void> => { while (!isThere()) await new Promise<void>((resolve) => { wake = resolve; }); };
  const client = new VouchClient({ url, WebSocket: WebSocket as unknown as SocketConstructor, onNote: (note) => {
    notes.push({ note, at: now() });
    wake();
  } });
  const artifact = await client.upload(await openAsBlob(picture), basename(picture));
  const { conversation, message } = await client.call('message.send', { text: 'Find the objects in this picture.', attachments: [{ artifact: artifact.id }] });
  const eventsOf = (runId: string): VouchEvent[] => {
    const events: VouchEvent[] = [];
    client.watch(runId, (event) => {
      events.push(event);
      wake();
    });
    return events;
  };
  const over = (events: VouchEvent[]): boolean => events.some(({ type }) => /^run\.(completed|failed|suspended|cancelled)$/.test(type));
  if (message.runId === null) throw new VouchError('INTERNAL', 'A message that is not reviewed has a run.');
  const first = eventsOf(message.runId);
  await until(() => over(first));
  const voice = await client.openVoice({ conversation, onSpoken: (sentence) => {
    spoken.push({ sentence, at: now() });
    wake();
  } });
  await pause(restMs);
  return {
    async ask({ text, pcm, endMs }) {
      notes.length = 0;
      spoken.length = 0;
      const began = now();
      const isOver = (): boolean => notes.some(({ note }) => note.note === 'voice.said' || note.note === 'voice.failed' || note.note === 'voice.idle');
      const stream = (async () => {
        // Silence after it until the answer is heard, in step with the clock as from a microphone.
        for (let frame = 0; !isOver(); frame++) {
          const piece = Buffer.alloc(FRAME_BYTES);
          piece.set(pcm.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES));
          voice.send(piece);
          await pause(began + (frame + 1) * FRAME_MS - now());
        }
      })();
      let events: VouchEvent[] = [];
      await until(() => isOver() || notes.some(({ note }) => note.note === 'voice.heard'));
      const heard = notes.find(({ note }) => note.note === 'voice.heard');
      if (heard?.note.note !== 'voice.heard' || heard.note.message.runId === null) throw new VouchError('INTERNAL', `${text} was not understood: ${JSON.stringify(notes.map(({ note }) => note))}`);
      events = eventsOf(heard.note.message.runId);
      await until(() => isOver() && over(events));
      await stream;
      const sound = spoken[0];
      if (!sound) throw new VouchError('INTERNAL', `${text} was not answered aloud: ${JSON.stringify(notes.map(({ note }) => note))}`);
      const end = began + endMs;
      const silent = notes.find(({ note }) => note.note === 'voice.ended')?.at ?? Number.NaN;
      const planned = events.find(({ type }) => type === 'plan.accepted')?.ts ?? heard.at;
      const answered = events.findLast(({ type, ts }) => (type === 'step.completed' || type === 'question.asked' || type.startsWith('run.')) && ts <= sound.at)?.ts ?? sound.at;
      const wait = { silence: silent - end, writing: heard.at - silent, planning: planned - heard.at, answering: answered - planned, speaking: sound.at - answered, all: sound.at - end };
      console.log(`  ${JSON.stringify(text)} was understood as ${JSON.stringify(heard.note.text)} and answered ${JSON.stringify(sound.sentence.text)}: ${PARTS.map((part) => `${part} ${wait[part].toFixed(0)}`).join(', ')} ms`);
      return wait;
    },
    close: () => { client.close(); },
  };
}

function report(name: string, waits: readonly Wait[]): void {
  console.log(`${name}, ${waits.length} questions, ms p50 / p90: ${PARTS.map((part) => `${part} ${quantile(waits.map((wait) => wait[part]), 0.5).toFixed(0)} / ${quantile(waits.map((wait) => wait[part]), 0.9).toFixed(0)}`).join(', ')}`);
}

/** How long one waits for the first sound: cold in a server that has just started, warm in one that has answered each question before. */
export async function voice(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vouch-bench-'));
  try {
    const media = process.env['VOUCH_BENCH_MEDIA'];
    if (media === undefined) throw new VouchError('USAGE', 'VOUCH_BENCH_MEDIA names the folder with dog.jpg.');
    const asked = await questions(folder);
    const cold: Wait[] = [];
    const warm: Wait[] = [];
    for (const [round, question] of asked.slice(0, 2).entries()) {
      const server = await serve(join(folder, `data-${round}`));
      try {
        // Who opens the microphone takes a breath before speaking.
        const chat = await talking(server.url, join(media, 'dog.jpg'), 1000);
        cold.push(await chat.ask(question));
        if (round === 0) for (const said of asked) await chat.ask(said);
        chat.close();
        if (round > 0) continue;
        // What was found out of a picture is not found out again: each question is asked of pictures that are new.
        for (const picture of ['person.jpg', 'eagle.jpg']) {
          const next = await talking(server.url, join(media, picture), 1000);
          for (const said of asked) warm.push(await next.ask(said));
          next.close();
        }
      } finally {
        await server.close();
      }
    }
    report('voice, cold', cold);
    report('voice, warm', warm);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
