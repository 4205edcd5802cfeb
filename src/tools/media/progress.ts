import type { ToolContext } from '../../core/index.js';
import type { FfmpegOptions } from './run.js';

/** Options of an FFmpeg run of a tool: it ends with the tool's signal and tells the tool's progress, of what lasts `durationMs`. */
export function progressOf({ signal, progress }: Pick<ToolContext, 'signal' | 'progress'>, durationMs: number): Pick<FfmpegOptions, 'signal' | 'durationMs' | 'onProgress'> {
  return {
    signal,
    durationMs,
    onProgress: (fraction) => {
      progress(fraction);
    },
  };
}
