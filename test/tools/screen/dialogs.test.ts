import { expect, test } from '@jest/globals';
import { asDialogs, withCloseButtons } from '../../../src/tools/screen/dialogs.js';
import type { Draft } from '../../../src/tools/screen/draft.js';

const draft = (kind: Draft['kind'], text: string, x: number, y: number, width: number, height: number): Draft => ({ kind, text, state: {}, confidence: 1, box: { x, y, width, height }, fill: [255, 255, 255] });
const frame = { x: 0, y: 0, width: 400, height: 640 };
/** A card with words and a mark in its upper right corner. */
const card = (y: number): Draft[] => [draft('panel', '', 20, y, 350, 64), draft('text', 'Harbour pilot', 34, y + 16, 90, 14), draft('icon', '', 340, y + 14, 18, 18)];

const kindsOf = (...drafts: Draft[]): string[] => {
  const panels = asDialogs(drafts.filter(({ kind }) => kind === 'panel'), drafts, frame, 1);
  return [...panels.map(({ kind }) => kind), ...withCloseButtons(drafts, panels, 1).filter(({ text }) => text === '×').map(({ text }) => text)];
};

test('a panel with a mark in its corner is a dialog that can be closed', () => {
  expect(kindsOf(...card(200))).toEqual(['dialog', '×']);
});

// Closing what is no dialog would press the heart, the bin or the star of a row.
test('cards of one size below each other are a list, and their marks close nothing', () => {
  expect(kindsOf(...card(60), ...card(130), ...card(200))).toEqual(['panel', 'panel', 'panel']);
});
