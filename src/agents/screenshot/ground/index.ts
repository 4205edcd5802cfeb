/** Finding what a goal speaks of among the elements of a screen. */
export { cellCandidates } from './cells.js';
export { anchorsOf, ground, inReadingOrder, isClear, withinScope, type Candidate, type GroundOptions } from './ground.js';
export { iconCandidates } from './icon-candidates.js';
export { iconScores, markNames, marksOn, type Mark } from './icons.js';
export { echoLines } from './echo.js';
export { area, contains, gapBetween, likeness, middleOf, overlap, sameRow } from './geometry.js';
export { bestRun, plain, textScore } from './text-match.js';
