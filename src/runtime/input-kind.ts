import { Modality, type ArtifactHandle, type Port, type PortValue } from '../core/index.js';
import { identifyLanguage } from '../tools/text/index.js';

/** Upper ends of the buckets, smallest first; what is above the last is `long` or `large`. */
const TEXT_CHARACTERS = [200, 1500];
const SOUND_MS = [15_000, 120_000];
const PICTURE_PIXELS = [300_000, 2_000_000];
const LENGTHS = ['short', 'medium', 'long'];
const SIZES = ['small', 'medium', 'large'];

/** Texts below this length do not show their language. */
const TELLING_CHARACTERS = 20;
/** A setting in words that is longer, or holds other characters, is content and not a setting. */
const SETTING = /^[\w.-]{1,24}$/;

/**
 * The coarse kind of a step's inputs, by which statistics are kept: for each content input its modality with length, language
 * or size, and the settings that the step asks for: `text short en, voice=am_adam`. All of it is known before the tool runs.
 */
export async function inputKind(values: readonly PortValue[], parameters: Readonly<Record<string, unknown>>, ports: readonly Port[]): Promise<string> {
  const content = values.filter((value) => ports.some(({ name, role }) => name === value.port && role === 'content'));
  const kinds = await Promise.all(content.map(kindOfValue));
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const things = [...counts].map(([kind, count]) => (count === 1 ? kind : `${kind} ×${count <= 4 ? '2-4' : '5+'}`)).sort();
  const settings = Object.entries(parameters).flatMap(([name, value]) => {
    if (typeof value === 'number' || typeof value === 'boolean') return [`${name}=${value}`];
    return typeof value === 'string' && SETTING.test(value) ? [`${name}=${value}`] : [];
  });
  return [...things, ...settings.sort()].join(', ') || 'nothing';
}

async function kindOfValue({ modality, value }: PortValue): Promise<string> {
  if (typeof value === 'string' && modality !== Modality.url) {
    const length = bucket(value.length, TEXT_CHARACTERS, LENGTHS);
    if (value.length < TELLING_CHARACTERS) return `${modality} ${length}`;
    const { code, reliable } = await identifyLanguage(value.slice(0, TEXT_CHARACTERS.at(-1)));
    return reliable && code !== '' ? `${modality} ${length} ${code}` : `${modality} ${length}`;
  }
  if (modality !== Modality.image && modality !== Modality.audio && modality !== Modality.video) return modality;
  const { width, height, durationMs } = (value as ArtifactHandle).metadata;
  if (modality === Modality.image) return width === undefined || height === undefined ? modality : `${modality} ${bucket(width * height, PICTURE_PIXELS, SIZES)}`;
  return durationMs === undefined ? modality : `${modality} ${bucket(durationMs, SOUND_MS, LENGTHS)}`;
}

function bucket(measure: number, ends: readonly number[], names: readonly string[]): string {
  return names[ends.filter((end) => measure >= end).length] ?? '';
}
