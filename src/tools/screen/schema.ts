import { z } from 'zod';
import { Box } from '../../core/index.js';
import { COLOUR_NAMES } from '../image/index.js';

/**
 * What an element is, by its look. `text-input` is a field of one or more lines; `select` a closed list with its arrow;
 * `text` a line of plain text; `icon` a small mark without a frame; `shape` a filled or outlined figure; `image` an area
 * of many colours; `dialog` a panel that lies above others; `panel` a framed or filled area that holds other elements.
 */
export const ElementKind = z.enum(['button', 'link', 'text', 'text-input', 'checkbox', 'radio', 'slider', 'select', 'tab', 'menu-item', 'icon', 'shape', 'image', 'scroll-bar', 'progress-bar', 'dialog', 'panel']);
export type ElementKind = z.infer<typeof ElementKind>;

/** What of its state can be seen; a field that says nothing about an element, or cannot be told, is absent. */
export const ElementState = z.object({
  /** Check boxes, radio buttons and switches. */
  checked: z.boolean().optional(),
  /** A focus ring or a caret is in it. */
  focused: z.boolean().optional(),
  /** Text inputs: holds text that is no placeholder. */
  filled: z.boolean().optional(),
  /** Tabs, menu items and rows: stands out from its neighbours. */
  selected: z.boolean().optional(),
  /** Greyed out. */
  disabled: z.boolean().optional(),
  /** Selects and headers with an arrow: whether what belongs to it is open. */
  expanded: z.boolean().optional(),
  /** Sliders, progress bars and scroll bars: position from the start, 0 to 1. */
  value: z.number().min(0).max(1).optional(),
});
export type ElementState = z.infer<typeof ElementState>;

export const Colour = z.object({
  /** `#rrggbb` */
  hex: z.string().regex(/^#[0-9a-f]{6}$/),
  name: z.enum(COLOUR_NAMES),
});
export type Colour = z.infer<typeof Colour>;

export const Shape = z.enum(['rectangle', 'square', 'circle', 'ellipse', 'triangle', 'polygon', 'line', 'other']);
export type Shape = z.infer<typeof Shape>;

/** One thing on a screen. Boxes are CSS px from the upper left corner of the screenshot. */
export const ScreenElement = z.object({
  /** Counts from 1 in reading order; good for this perception only. */
  number: z.number().int().positive(),
  box: Box,
  kind: ElementKind,
  /** What is written in it; empty where nothing is. An icon that reads as a single character has that. */
  text: z.string(),
  /** Text beside or above it that seems to name it: of check boxes, radio buttons, inputs, sliders. Empty where none is. */
  label: z.string(),
  state: ElementState,
  /** Of text: the colour of its letters. Of all else: its fill. */
  colour: Colour,
  /** Colour of the letters in it, where it has both text and a fill. */
  ink: Colour.optional(),
  shape: Shape.optional(),
  /** Of figures with straight sides: how many. */
  sides: z.number().int().min(3).optional(),
  /** The number of the smallest panel, dialog or control that it lies in. */
  within: z.number().int().positive().optional(),
  /** 0 to 1: how sure the kind is; for text, how surely it was read. */
  confidence: z.number().min(0).max(1),
});
export type ScreenElement = z.infer<typeof ScreenElement>;

/** A line of text as it stands on the screen, not joined across columns. */
export const ScreenLine = z.object({
  text: z.string(),
  box: Box,
  confidence: z.number().min(0).max(1),
  words: z.array(z.object({ text: z.string(), box: Box })),
});
export type ScreenLine = z.infer<typeof ScreenLine>;

/** All that was seen in one screenshot. */
export const Perception = z.object({
  /** CSS px */
  width: z.number().positive(),
  height: z.number().positive(),
  deviceScaleFactor: z.number().positive(),
  /** In reading order. */
  elements: z.array(ScreenElement),
  /** In reading order. */
  lines: z.array(ScreenLine),
  /** Hashes of squares of the screenshot, row by row: equal hashes mean equal pixels. `tile` is CSS px; two halves a tile. */
  tiles: z.object({ tile: z.number().positive(), columns: z.number().int(), rows: z.number().int(), hashes: z.custom<Uint32Array>((value) => value instanceof Uint32Array) }),
  /** What was read, by the hash of the pixels: a later perception reads none of it again. */
  readings: z.map(z.string(), z.object({ text: z.string(), confidence: z.number(), words: z.array(z.object({ text: z.string(), box: Box })) })),
});
export type Perception = z.infer<typeof Perception>;
