import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { throwIfAborted, toVouchError, VouchError, type Job, type ModelClient } from '../../core/index.js';
import { wavHeader } from '../../models/engines/speech/wav.js';
import { withScratch } from '../../store/index.js';
import type { ServerContext } from '../context.js';
import type { Note, SpokenHeader } from '../protocol/index.js';
import type { Access } from '../security/index.js';
import { AnswerTexts } from './answer-texts.js';
import { Speaker } from './speaker.js';
import { SAMPLE_RATE, Utterances, WINDOW, type Utterance } from './utterances.js';

const WINDOW_BYTES = WINDOW * 2;
/** Windows that go to the detector at a time, at most. */
const BATCH = 64;

/** What was said, in writing. */
interface Written {
  readonly text: string;
  readonly language: string;
}

/** What a voice session needs of its connection. */
export interface VoiceSurroundings {
  readonly context: ServerContext;
  readonly access: Access;
  readonly conversation: string | undefined;
  /** The answer is spoken, not only shown. */
  readonly speak: boolean;
  /** Counts one utterance as one request. Throws RATE_LIMITED. */
  count(): Promise<void>;
  tell(note: Note): void;
  play(header: SpokenHeader, wav: Buffer): void;
}

/**
 * One person speaking with the server over a connection. What they say becomes a message like a written one; the answer is spoken
 * sentence by sentence, until they speak again.
 */
export class VoiceSession {
  readonly id = randomUUID();
  readonly #around: VoiceSurroundings;
  readonly #listen: NonNullable<ModelClient['listen']>;
  readonly #utterances: Utterances;
  readonly #ended = new AbortController();
  #conversation: string | undefined;
  /** Utterances whose answer is under way. */
  #answering = 0;
  #state: string | undefined;
  #rest: Buffer = Buffer.alloc(0);
  /** Utterances become messages one after the other: the first of them makes the conversation that the next belong to. */
  #sending: Promise<unknown> = Promise.resolve();
  /** Ends what is being spoken. */
  #speaking = new AbortController();
  /** What was said before the present silence, being written down in case that it is over. */
  #guessed: { readonly written: Promise<Written>; readonly stop: AbortController } | undefined;
  /** The present utterance has been counted as a request, or is being. */
  #counted: Promise<void> | undefined;
  /** A guess is under way, even if nobody wants it any more: one at a time. The next is made when it is over. */
  #isGuessing = false;
  #nextGuess: Buffer | undefined;

  /** Throws MODEL_MISSING where nothing hears, writes down or speaks. */
  constructor(around: VoiceSurroundings) {
    const { models } = around.context.runtime;
    const missing = (['listen', 'transcribe', ...(around.speak ? ['speak' as const] : [])] as const).find((job) => !models.has(job));
    if (missing !== undefined || !models.listen) throw new VouchError('MODEL_MISSING', `Nobody can be spoken with here: no model does the job ${missing ?? 'listen'}. \`vouch doctor\` says what to fetch.`);
    this.#around = around;
    this.#listen = (request, options) => models.listen?.(request, options) ?? Promise.reject(new RangeError('unreachable: it is there'));
    this.#conversation = around.conversation;
    // Whoever opens a microphone is about to speak; what cannot be started is told by who needs it.
    void models.warm?.(this.#jobs(), this.#ended.signal).catch(() => undefined);
    this.#utterances = new Utterances({
      began: () => {
        this.hush();
        this.#tell({ note: 'voice.began', voice: this.id });
      },
      paused: ({ pcm }) => { this.#guess(pcm); },
      resumed: () => { this.#dropGuess(); },
      ended: (utterance) => {
        this.#tell({ note: 'voice.ended', voice: this.id });
        const [guess, counted] = [this.#guessed, this.#counted];
        this.#guessed = undefined;
        this.#nextGuess = undefined;
        this.#counted = undefined;
        void this.#answer(utterance, guess?.written, counted);
      },
    });
  }

  /** Takes samples as they come; `last`: the microphone is off. Resolves when the next may come. */
  async take(pcm: Buffer, last: boolean): Promise<void> {
    const at = performance.now();
    const all = Buffer.concat([this.#rest, pcm]);
    const whole = all.length - (all.length % WINDOW_BYTES);
    this.#rest = Buffer.from(all.subarray(whole));
    for (let from = 0; from < whole; from += WINDOW_BYTES * BATCH) {
      const piece = all.subarray(from, Math.min(whole, from + WINDOW_BYTES * BATCH));
      const { probabilities, state } = await this.#listen({ pcm: piece, state: this.#state }, { signal: this.#ended.signal });
      this.#state = state;
      probabilities.forEach((probability, index) => { this.#utterances.take(Buffer.from(piece.subarray(index * WINDOW_BYTES, (index + 1) * WINDOW_BYTES)), probability, at); });
    }
    if (!last) return;
    this.#rest = Buffer.alloc(0);
    this.#state = undefined;
    if (!this.#utterances.finish() && this.#answering === 0) this.#tell({ note: 'voice.idle', voice: this.id });
  }

  /** Ends what is being spoken; the run goes on. */
  hush(): void {
    this.#speaking.abort(new VouchError('CANCELLED', 'The user speaks.'));
    this.#speaking = new AbortController();
  }

  close(): void {
    this.hush();
    this.#ended.abort(new VouchError('CANCELLED', 'The client has gone.'));
  }

  /** Models that speaking with somebody needs, those that are needed first before the others; the planner's is among them. */
  #jobs(): Job[] {
    return ['listen', 'transcribe', 'embed', ...(this.#around.speak ? ['speak' as const] : [])];
  }

  /** Begins to write down what was said while it is not yet sure that it is over. A whole sentence makes it surer. */
  #guess(pcm: Buffer): void {
    this.#nextGuess = this.#isGuessing ? pcm : undefined;
    if (this.#isGuessing) return;
    this.#isGuessing = true;
    const stop = new AbortController();
    const signal = AbortSignal.any([this.#ended.signal, stop.signal]);
    // However often an utterance is guessed at, it counts once.
    this.#counted ??= this.#around.count();
    const written = this.#counted.then(() => {
      throwIfAborted(signal);
      return this.#write(pcm, signal);
    }).finally(() => {
      this.#isGuessing = false;
      if (this.#nextGuess) this.#guess(this.#nextGuess);
    });
    this.#guessed = { written, stop };
    written.then(({ text }) => { if (!stop.signal.aborted && /[.?!。？！]["'»”)]*$/u.test(text) && !text.endsWith('..')) this.#utterances.isWhole(); }, () => undefined);
  }

  #dropGuess(): void {
    this.#guessed?.stop.abort(new VouchError('CANCELLED', 'The user speaks on.'));
    this.#guessed = undefined;
    this.#nextGuess = undefined;
  }

  async #answer(utterance: Utterance, guess: Promise<Written> | undefined, counted: Promise<void> | undefined): Promise<void> {
    const { signal } = this.#speaking;
    this.#answering++;
    try {
      const sending = this.#sending.then(() => this.#send(() => guess ?? this.#write(utterance.pcm, this.#ended.signal), counted));
      // Told here, once; the next utterance is sent all the same.
      this.#sending = sending.catch(() => undefined);
      const runId = await sending;
      if (this.#around.speak && runId !== null) await this.#sayUntil(AbortSignal.any([signal, this.#ended.signal]), runId, utterance.endedAt);
    } catch (error) {
      this.#tell({ note: 'voice.failed', voice: this.id, error: toVouchError(error).toJSON() });
    } finally {
      this.#answering--;
    }
  }

  /** Sends what was said as a message. `write` is called once it may be; `counted`: that it is a request has been counted already. Resolves with its run; null where there is none, as for what cannot be understood. */
  async #send(write: () => Promise<Written>, counted: Promise<void> | undefined): Promise<string | null> {
    throwIfAborted(this.#ended.signal);
    const { context, access } = this.#around;
    await (counted ?? this.#around.count());
    const { text, language } = await write();
    if (text === '') {
      this.#tell({ note: 'voice.idle', voice: this.id });
      return null;
    }
    // Who speaks waits for the answer: no language model is asked what the words mean.
    const { conversation, message } = await context.chat.send({ text, conversation: this.#conversation, attachments: [], review: false, verify: true, strategy: 'fast' }, access, this.#ended.signal);
    this.#conversation = conversation;
    context.connections.tellMessage(conversation, message);
    this.#tell({ note: 'voice.heard', voice: this.id, text, language, conversation, message });
    return message.runId;
  }

  async #write(pcm: Buffer, signal: AbortSignal): Promise<Written> {
    return withScratch('voice', async (folder) => {
      const path = join(folder, 'said.wav');
      await writeFile(path, Buffer.concat([wavHeader(pcm.length / 2, SAMPLE_RATE), pcm]));
      const { context: { runtime, allowances }, access } = this.#around;
      const { text, language } = await allowances.oneCall(access, () => runtime.models.transcribe({ path }, { signal }));
      return { text: text.trim(), language };
    });
  }

  /** Speaks a run's answer until the signal is aborted: an answer that was cut off has not failed. */
  async #sayUntil(signal: AbortSignal, runId: string, since: number): Promise<void> {
    try {
      await this.#say(runId, since, signal);
    } catch (error) {
      if (!signal.aborted || (error !== signal.reason && toVouchError(error).code !== 'CANCELLED')) throw error;
    }
  }

  /** Speaks a run's answer as it is made. `since`: when the question had been asked. */
  async #say(runId: string, since: number, signal: AbortSignal): Promise<void> {
    const { context: { runtime, host, allowances }, access } = this.#around;
    const texts = new AnswerTexts(runId, async (artifact) => readFile(await runtime.readArtifact(artifact), 'utf8'));
    let index = 0;
    const speaker = new Speaker((request) => allowances.oneCall(access, () => runtime.models.speak(request, { signal })), signal, ({ text, wav }) => {
      this.#around.play({ kind: 'spoken', voice: this.id, runId, index: index++, text, afterMs: Math.round(performance.now() - since) }, wav);
    });
    await new Promise<void>((resolve, reject) => {
      let taken: Promise<void> = Promise.resolve();
      const stop = host.channel(runId).subscribe(0, {
        ready: () => true,
        drained: () => Promise.resolve(true),
        send: ({ event }) => {
          taken = taken.then(async () => {
            const { text, over } = await texts.take(event);
            if (text !== '') speaker.say(text);
            if (over) leave();
          });
          taken.catch(reject);
        },
      }, (_since, fault) => { reject(toVouchError(fault)); });
      const leave = (): void => {
        signal.removeEventListener('abort', leave);
        stop();
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
    await speaker.done();
    if (!signal.aborted) this.#tell({ note: 'voice.said', voice: this.id, runId });
  }

  #tell(note: Note): void {
    if (!this.#ended.signal.aborted) this.#around.tell(note);
  }
}
