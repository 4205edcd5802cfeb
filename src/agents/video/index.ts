/** The video agent: measuring, sampling, captioning, subtitling, making, cutting and turning videos. */
import type { Tool } from '../../core/index.js';
import { captionVideoTool } from './caption.js';
import { convertVideoTool, cutVideoTool, joinVideoTool } from './cutting.js';
import { videoFactsTool } from './facts.js';
import { sampleFramesTool } from './frames.js';
import { makeGifTool } from './gif.js';
import { makeVideoTool } from './making.js';
import { extractAudioTool } from './sound.js';
import { subtitleVideoTool } from './subtitles.js';
import { turnVideoTool } from './turning.js';

export const videoTools: readonly Tool[] = [videoFactsTool, sampleFramesTool, extractAudioTool, captionVideoTool, subtitleVideoTool, makeVideoTool, cutVideoTool, joinVideoTool, convertVideoTool, turnVideoTool, makeGifTool];
