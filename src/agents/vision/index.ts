/** The vision agent: describes, reads, finds, compares, cuts, changes and marks pictures. */
import type { Tool } from '../../core/index.js';
import { convertImage, recolourImage, resizeImage, turnImage } from './change.js';
import { annotateImage, cropImageTool, detectObjects } from './detect.js';
import { answerAboutImage, describeImage } from './describe.js';
import { compareImagesTool, readText } from './read.js';

/** All tools of the vision agent. */
export const visionTools: readonly Tool[] = [describeImage, detectObjects, readText, answerAboutImage, compareImagesTool, cropImageTool, annotateImage, resizeImage, turnImage, recolourImage, convertImage];
