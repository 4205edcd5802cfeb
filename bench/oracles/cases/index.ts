/** Programs that make cases for oracles, by family. */
import type { OracleCases } from '../case.js';
import { animationCases } from './animation.js';
import { answerCases } from './answers.js';
import { audioCases } from './audio.js';
import { browserCases } from './browser.js';
import { changedCases } from './changed.js';
import { changedSoundCases } from './changed-sound.js';
import { changedVideoCases } from './changed-video.js';
import { completeCases } from './complete.js';
import { coverageCases } from './coverage.js';
import { fieldCases } from './fields.js';
import { groundedCases } from './grounded.js';
import { imageCases } from './image.js';
import { instructionCases } from './instruction.js';
import { judgeCases } from './judge.js';
import { readingCases } from './reading.js';
import { speechCases } from './speech.js';
import { textCases } from './text.js';
import { videoCases } from './video.js';
import { wholeCases } from './whole.js';

const CASES: Readonly<Record<string, OracleCases>> = { ...textCases, ...groundedCases, ...answerCases, ...completeCases, ...coverageCases, ...fieldCases, ...audioCases, ...speechCases, ...imageCases, ...readingCases, ...changedCases, ...changedSoundCases, ...changedVideoCases, ...animationCases, ...videoCases, ...browserCases, ...judgeCases, ...instructionCases, ...wholeCases };

/** The makers of cases for an oracle; undefined when there are none. */
export function casesOf(oracle: string): OracleCases | undefined {
  return Object.hasOwn(CASES, oracle) ? CASES[oracle] : undefined;
}
