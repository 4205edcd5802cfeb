import { VouchError } from '../../../core/index.js';

/** A value in a call: text, number, list, bare word, or a call inside. */
export type CallValue = string | number | boolean | null | readonly CallValue[] | Call;

/** `name(key=value, ...)` as models write actions. Values without a key are under their index. */
export interface Call {
  readonly name: string;
  readonly values: Readonly<Record<string, CallValue>>;
}

/** Full-width forms that models with a Chinese tongue put for ASCII punctuation, outside of texts. */
const FULL_WIDTH: Readonly<Record<string, string>> = { '（': '(', '）': ')', '，': ',', '＝': '=', '：': ':', '［': '[', '］': ']', '【': '[', '】': ']', '。': '.', '　': ' ' };
const OPENING_QUOTES: Readonly<Record<string, string>> = { '\'': '\'', '"': '"', '‘': '’', '“': '”', '＇': '＇', '＂': '＂' };

/**
 * Reads one call, character by character: quoted texts keep what is in them (commas, brackets, escaped and stray quotation
 * marks), lists nest. Throws MODEL_REPLY_INVALID with the place where it stops making sense.
 */
export function parseCall(text: string): Call {
  const reader = new CallReader(text);
  const call = reader.call();
  reader.end();
  return call;
}

/** Lists and calls inside of one another; no action needs more. */
const DEEPEST = 20;

class CallReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  call(): Call {
    const name = this.word();
    if (name === '') this.fail('a name');
    this.expect('(');
    return { name, values: this.values(')') };
  }

  end(): void {
    this.blanks();
    if (this.at < this.text.length && !/^[;.。\s]*$/.test(this.text.slice(this.at))) this.fail('the end');
  }

  private values(close: string): Record<string, CallValue> {
    const values: Record<string, CallValue> = Object.create(null) as Record<string, CallValue>;
    this.depth += 1;
    if (this.depth > DEEPEST) this.fail('a value that is no list again');
    for (let index = 0; ; index += 1) {
      if (index > 0 && !this.isNext(close)) this.expect(',');
      if (this.take(close)) {
        this.depth -= 1;
        return values;
      }
      const key = this.key();
      values[key ?? String(index)] = this.value();
    }
  }

  /** `key=` or `key:`, when that is what stands here. */
  private key(): string | undefined {
    const start = this.at;
    const word = this.word();
    if (word !== '' && (this.take('=') || this.take(':'))) return word;
    this.at = start;
    return undefined;
  }

  private value(): CallValue {
    this.blanks();
    const character = this.peek();
    if (OPENING_QUOTES[character] !== undefined) return this.quoted();
    if (this.take('[')) return Object.values(this.values(']'));
    if (this.take('(')) return Object.values(this.values(')'));
    const number = /^[-+]?\d+(?:\.\d+)?/.exec(this.text.slice(this.at));
    if (number) {
      this.at += number[0].length;
      return Number(number[0]);
    }
    const word = this.word();
    if (word === '') this.fail('a value');
    if (this.peek() === '(' || this.peek() === '（') {
      this.expect('(');
      return { name: word, values: this.values(')') };
    }
    return word === 'None' || word === 'null' ? null : word === 'True' || word === 'true' ? true : word === 'False' || word === 'false' ? false : word;
  }

  /** Up to the quotation mark that is followed by what may follow a value: models forget to escape apostrophes. */
  private quoted(): string {
    const close = OPENING_QUOTES[this.text[this.at] ?? ''] ?? '';
    this.at += 1;
    let out = '';
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at] ?? '';
      if (character === '\\') {
        this.at += 1;
        out += unescaped(this.text[this.at] ?? '');
      } else if (character === close && this.isClosing()) {
        this.at += 1;
        return out;
      } else out += character;
    }
    return this.fail(`the closing ${close}`);
  }

  private isClosing(): boolean {
    const rest = this.text.slice(this.at + 1);
    return /^\s*(?:[)\]）］】]|$)/.test(rest) || /^\s*[,，]\s*(?:[\w-]+\s*[=＝:：]|['"‘“[(\d-]|[)\]）］])/.test(rest);
  }

  private word(): string {
    this.blanks();
    const word = /^[\p{L}_][\p{L}\p{N}_.-]*/u.exec(this.text.slice(this.at))?.[0] ?? '';
    this.at += word.length;
    return word;
  }

  private blanks(): void {
    while (/\s|　/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private peek(): string {
    this.blanks();
    return this.text[this.at] ?? '';
  }

  private isNext(wanted: string): boolean {
    const found = this.peek();
    return found === wanted || FULL_WIDTH[found] === wanted;
  }

  private take(wanted: string): boolean {
    if (!this.isNext(wanted)) return false;
    this.at += 1;
    return true;
  }

  private expect(wanted: string): void {
    if (!this.take(wanted)) this.fail(wanted);
  }

  private fail(wanted: string): never {
    throw new VouchError('MODEL_REPLY_INVALID', `The action ${JSON.stringify(this.text.slice(0, 200))} cannot be read: ${wanted} is missing at character ${this.at + 1}.`);
  }
}

function unescaped(character: string): string {
  return character === 'n' ? '\n' : character === 't' ? '\t' : character === 'r' ? '\r' : character;
}
