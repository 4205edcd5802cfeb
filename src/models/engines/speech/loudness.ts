/** Level of speech that both voices are brought to: RMS of the voiced part, in dB below full scale. */
const TARGET_RMS_DB = -20;
/** No sample goes above this level, in dB below full scale. */
const PEAK_CEILING_DB = -1.5;
/** What lies this far below the loudest window counts as silence at the edges. */
const EDGE_RANGE_DB = -46;
const WINDOW_MS = 10;

const amplitude = (db: number): number => 10 ** (db / 20);

/** Cuts the silence off both ends, keeping `keepMs` of it so that soft onsets survive. Returns a view, not a copy. */
export function trimSilence(samples: Float32Array, sampleRate: number, keepMs = 70): Float32Array {
  const window = Math.max(1, Math.round((sampleRate * WINDOW_MS) / 1000));
  const levels = windowLevels(samples, window);
  const threshold = Math.max(...levels, 0) * amplitude(EDGE_RANGE_DB);
  const first = levels.findIndex((level) => level > threshold);
  if (first < 0) return samples.subarray(0, 0);
  const last = levels.findLastIndex((level) => level > threshold);
  const keep = Math.round((sampleRate * keepMs) / 1000);
  return samples.subarray(Math.max(0, first * window - keep), Math.min(samples.length, (last + 1) * window + keep));
}

/** RMS of each window. */
function windowLevels(samples: Float32Array, window: number): number[] {
  const levels: number[] = [];
  for (let start = 0; start < samples.length; start += window) {
    const end = Math.min(samples.length, start + window);
    let energy = 0;
    for (let index = start; index < end; index += 1) energy += (samples[index] ?? 0) ** 2;
    levels.push(Math.sqrt(energy / (end - start)));
  }
  return levels;
}

/** Brings all parts by one common gain to the target level, below the peak ceiling. Changes the samples in place. */
export function normaliseLoudness(parts: readonly Float32Array[]): void {
  let energy = 0;
  let voiced = 0;
  let peak = 0;
  for (const part of parts) {
    for (const sample of part) {
      const size = Math.abs(sample);
      if (size > peak) peak = size;
      if (size > 0.001) {
        energy += sample * sample;
        voiced += 1;
      }
    }
  }
  if (voiced === 0 || peak === 0) return;
  const gain = Math.min(amplitude(TARGET_RMS_DB) / Math.sqrt(energy / voiced), amplitude(PEAK_CEILING_DB) / peak);
  for (const part of parts) {
    for (let index = 0; index < part.length; index += 1) part[index] = (part[index] ?? 0) * gain;
  }
}

/** Silence of the given length. */
export function silence(ms: number, sampleRate: number): Float32Array {
  return new Float32Array(Math.round((ms * sampleRate) / 1000));
}
