import type { Page } from 'playwright-core';
import { z } from 'zod';
import { Box } from '../../src/core/index.js';
import { ElementKind, ElementState } from '../../src/tools/screen/index.js';

/** What really is on a page, from its DOM. Boxes are CSS px. */
export const Truth = z.object({
  elements: z.array(z.object({ kind: ElementKind, box: Box, text: z.string(), state: ElementState })),
  words: z.array(z.string()),
});
export type Truth = z.infer<typeof Truth>;

/** Runs in the page. `data-kind` on an element names what a drawing is. */
const SCRIPT = `(() => {
  const boxOf = (r) => ({ x: r.x, y: r.y, width: r.width, height: r.height });
  const seen = (r) => r.width > 2 && r.height > 2 && r.right <= innerWidth && r.bottom <= innerHeight && r.x >= 0 && r.y >= 0;
  const on = (e) => e.getAttribute('aria-checked') === 'true' || e.checked === true;
  const elements = [];
  const add = (e, kind, state = {}, text = '') => { const r = e.getBoundingClientRect(); if (seen(r)) elements.push({ kind, box: boxOf(r), text: text.trim(), state }); };
  const textual = new Set(['text', 'email', 'password', 'search', 'number', 'date', 'time', 'tel', 'url']);
  for (const e of document.querySelectorAll('input, textarea, select, button, a, progress, [role], [data-kind]')) {
    const role = e.getAttribute('role');
    const type = e.tagName === 'INPUT' ? e.type : '';
    if (e.dataset.kind) add(e, e.dataset.kind);
    else if (type === 'checkbox' || role === 'checkbox' || role === 'switch') add(e, 'checkbox', { checked: on(e) });
    else if (type === 'radio' || role === 'radio') add(e, 'radio', { checked: on(e) });
    else if (type === 'range') add(e, 'slider', { value: (e.value - e.min) / (e.max - e.min) });
    else if (textual.has(type) || e.tagName === 'TEXTAREA') add(e, 'text-input', { filled: e.value !== '', focused: document.activeElement === e }, e.value);
    else if (e.tagName === 'SELECT' && e.size <= 1 && !e.multiple) add(e, 'select', {}, e.selectedOptions[0]?.text ?? '');
    else if (role === 'tab') add(e, 'tab', { selected: e.getAttribute('aria-selected') === 'true' }, e.innerText);
    else if (role === 'dialog') add(e, 'dialog');
    else if (role === 'button' || e.tagName === 'BUTTON' || ['submit', 'reset', 'button'].includes(type)) add(e, 'button', e.disabled ? { disabled: true } : {}, e.innerText || e.value || '');
    else if (e.tagName === 'A') for (const r of e.getClientRects()) { if (seen(r)) elements.push({ kind: 'link', box: boxOf(r), text: e.innerText.trim(), state: {} }); }
    else if (e.tagName === 'PROGRESS') add(e, 'progress-bar', { value: e.value / e.max });
  }
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (['STYLE', 'SCRIPT', 'OPTION', 'TEXTAREA', 'TITLE'].includes(node.parentElement.tagName)) continue;
    for (const found of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, found.index); range.setEnd(node, found.index + found[0].length);
      if (seen(range.getBoundingClientRect())) words.push(found[0]);
    }
  }
  return { elements, words };
})()`;

export async function truthOf(page: Page): Promise<Truth> {
  return Truth.parse(await page.evaluate(SCRIPT));
}
