/** Programs that decide whether a criterion holds, one file a family. */
import type { Oracle } from '../core/index.js';
import { animationOracles } from './animation.js';
import { answerOracles } from './answer.js';
import { audioOracles } from './audio.js';
import { browserOracles } from './browser.js';
import { withErrorRates } from './calibration.js';
import { changedPictureOracles } from './changed-picture.js';
import { changedSoundOracles } from './changed-sound.js';
import { changedVideoOracles } from './changed-video.js';
import { completeOracles } from './complete.js';
import { coverageOracles } from './coverage.js';
import { factsOracles } from './facts.js';
import { groundedOracles } from './grounded.js';
import { saidOfPicturesOracles } from './grounded-description.js';
import { imageOracles } from './image.js';
import { instructionOracles } from './instruction.js';
import { judgeOracles } from './judge.js';
import { mediaOracles } from './media.js';
import { pictureReadingOracles } from './reading.js';
import { secondLookOracles } from './second-look.js';
import { readingOracles } from './second-reading.js';
import { speechOracles } from './speech.js';
import { textOracles } from './text.js';
import { videoOracles } from './video.js';
import { wholeOracles } from './whole.js';

/** All built-in oracles, each with its measured error rates. */
export const builtInOracles: readonly Oracle[] = [
  ...mediaOracles, ...imageOracles, ...saidOfPicturesOracles, ...changedPictureOracles, ...animationOracles, ...audioOracles, ...changedSoundOracles, ...speechOracles, ...videoOracles, ...changedVideoOracles, ...textOracles, ...groundedOracles, ...answerOracles, ...completeOracles, ...coverageOracles, ...browserOracles, ...factsOracles, ...secondLookOracles, ...pictureReadingOracles, ...instructionOracles, ...judgeOracles, ...readingOracles, ...wholeOracles,
].map(withErrorRates);
