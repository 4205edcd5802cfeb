import { basename } from 'node:path';
import type { CommandChange } from '../../config.js';

/** A server's command with its environment. */
export interface CommandLine {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** How a kind of program reads its command. */
export interface Flags {
  /** Other names of a flag. */
  readonly aliases?: Readonly<Record<string, readonly string[]>> | undefined;
  /** What a flag is where the command does not have it, as far as that is known. */
  readonly defaults?: Readonly<Record<string, number>> | undefined;
}

/** The command with the change put in: a flag that is there already gets the new value in its place. */
export function changed(line: CommandLine, change: CommandChange, flags: Flags = {}): CommandLine {
  return { command: settingsOf(change).reduce((command, setting) => withFlag(command, setting, flags), line.command), env: { ...line.env, ...change.env } };
}

/**
 * The command with smaller limits. What is as small already, or was set to something other than a number by the user, stays; undefined where
 * nothing is left to make smaller.
 */
export function smaller(line: CommandLine, change: CommandChange, flags: Flags = {}): CommandLine | undefined {
  const settings = settingsOf(change).filter(({ flag, values }) => isLess(values[0], valueOf(line.command, flag, flags) ?? flags.defaults?.[flag]?.toString()));
  const env = Object.entries(change.env ?? {}).filter(([name, value]) => isLess(value, line.env[name]));
  if (settings.length === 0 && env.length === 0) return undefined;
  return changed(line, { arguments: settings.flatMap(({ flag, values }) => [flag, ...values]), env: Object.fromEntries(env) }, flags);
}

/** Whether the command has the flag, under any of its names. */
export function has(command: readonly string[], flag: string, flags: Flags = {}): boolean {
  return placeOf(command, flag, flags) >= 0;
}

/**
 * Whether the words that `program` begins with stand in the command as words of their own, wherever the program lies and whatever runs it: not in a
 * text that a shell is to read. Python goes by several names.
 */
export function runs(command: readonly string[], program: readonly string[]): boolean {
  const end = program.findIndex((word) => word.startsWith('--') || word.includes('{'));
  const [first = '', ...rest] = end < 0 ? program : program.slice(0, end);
  const isFirst = (word: string): boolean => basename(word).replace(/^python(?:\d+(?:\.\d+)*)?$/, 'python3') === first;
  return command.some((word, at) => isFirst(word) && rest.every((other, behind) => command[at + 1 + behind] === other));
}

interface Setting {
  readonly flag: string;
  readonly values: readonly string[];
}

function settingsOf({ arguments: words = [] }: CommandChange): Setting[] {
  const settings: { flag: string; values: string[] }[] = [];
  for (const word of words) {
    const last = settings.at(-1);
    // A dash before a digit is a number below zero.
    if (/^-\D/.test(word) || !last) settings.push({ flag: word, values: [] });
    else last.values.push(word);
  }
  return settings;
}

const namesOf = (flag: string, { aliases }: Flags): readonly string[] => [flag, ...(aliases?.[flag] ?? [])];

/** Where the flag stands, under any of its names; the last one counts, as it does for the programs. */
function placeOf(command: readonly string[], flag: string, flags: Flags): number {
  const names = namesOf(flag, flags);
  return command.findLastIndex((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
}

/** Undefined: the command does not have it. */
function valueOf(command: readonly string[], flag: string, flags: Flags): string | undefined {
  const word = command[placeOf(command, flag, flags)];
  if (word === undefined) return undefined;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : (command[placeOf(command, flag, flags) + 1] ?? '');
}

function withFlag(command: readonly string[], { flag, values }: Setting, flags: Flags): readonly string[] {
  const place = placeOf(command, flag, flags);
  if (place < 0) return [...command, flag, ...values];
  const isJoined = command[place]?.includes('=') ?? false;
  return [...command.slice(0, place), flag, ...values, ...command.slice(place + (isJoined ? 1 : 1 + values.length))];
}

/** Whether a limit is smaller than what there is. No number that is above zero means "as much as there is" to these programs. */
function isLess(value: string | undefined, present: string | undefined): boolean {
  if (present === undefined) return true;
  const [wanted, had] = [numberIn(value), numberIn(present)];
  if (had === undefined || wanted === undefined) return false;
  return had <= 0 || wanted < had;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, K: 1024, m: 1e6, M: 1024 ** 2, g: 1e9, G: 1024 ** 3 };

/** As vLLM reads it: `16384`, `16k`. Undefined for what is no number. */
function numberIn(text: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^(-?\d+(?:\.\d+)?)([kKmMgG]?)$/.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNITS[unit] ?? 1);
}
