import { z } from 'zod';
import { Box } from '../../core/index.js';

/** Text of one block of a page as a person sees it, with its place in CSS px from the page's upper left corner. */
export const TextBlock = z.object({ text: z.string(), tag: z.string(), box: Box });
export type TextBlock = z.infer<typeof TextBlock>;

export const PageContent = z.object({
  title: z.string(),
  language: z.string(),
  blocks: z.array(TextBlock),
  /** True when there was more text than is kept. */
  truncated: z.boolean(),
  /** Text of boxes that lie over the page: banners, dialogs. */
  overlays: z.array(z.object({ text: z.string(), /** 0 to 1 of the viewport */ cover: z.number() })),
  /** Pictures, videos and canvases that are shown. */
  media: z.number(),
  passwordFields: z.number(),
});
export type PageContent = z.infer<typeof PageContent>;

/**
 * Runs in the page: visible text in DOM order, grouped by block. Hidden, transparent and zero-size text is left out,
 * open shadow roots are walked. Sent as source text, because it is executed by the browser and not by Node.
 */
export const READ_PAGE = `(() => {
  const LIMIT = 4000, CHARS = 400000;
  const blocks = [];
  let truncated = false, chars = 0, media = 0, passwordFields = 0;
  const overlays = [];
  const visible = (element) => !element.checkVisibility || element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  const isBlock = (style) => !/^(inline|contents|ruby)/.test(style.display) || style.display === 'inline-block' || style.display === 'inline-flex';
  const blockOf = (element) => {
    let at = element;
    while (at && at !== document.body && at instanceof Element && !isBlock(getComputedStyle(at))) at = at.parentElement || (at.getRootNode() && at.getRootNode().host) || null;
    return at || document.body;
  };
  let current = null;
  const add = (node) => {
    const text = node.nodeValue.replace(/\\s+/g, ' ');
    const parent = node.parentElement || (node.getRootNode() && node.getRootNode().host);
    if (!parent || /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|OPTION)$/.test(parent.tagName) || !visible(parent)) return;
    if (text.trim() === '') { if (current && !current.text.endsWith(' ')) current.text += ' '; return; }
    const range = document.createRange();
    range.selectNodeContents(node);
    const r = range.getBoundingClientRect();
    if (r.width < 1 || r.height < 1 || r.right + scrollX <= 0 || r.bottom + scrollY <= 0) return;
    if (parseFloat(getComputedStyle(parent).fontSize) < 2) return;
    if (blocks.length >= LIMIT || chars >= CHARS) { truncated = true; return; }
    const owner = blockOf(parent);
    const box = { x: r.left + scrollX, y: r.top + scrollY, right: r.right + scrollX, bottom: r.bottom + scrollY };
    chars += text.length;
    if (current && current.owner === owner && !current.broken) {
      current.text += text;
      current.box = { x: Math.min(current.box.x, box.x), y: Math.min(current.box.y, box.y), right: Math.max(current.box.right, box.right), bottom: Math.max(current.box.bottom, box.bottom) };
    } else {
      current = { owner, text, tag: owner.tagName.toLowerCase(), box, broken: false };
      blocks.push(current);
    }
  };
  const walk = (root) => {
    for (const node of root.childNodes) {
      if (node.nodeType === 3) { add(node); continue; }
      if (node.nodeType !== 1) continue;
      const tag = node.tagName;
      if (tag === 'BR') { if (current) current.broken = true; continue; }
      if (/^(IMG|VIDEO|CANVAS|SVG|IFRAME|OBJECT|EMBED)$/i.test(tag) && visible(node)) { const r = node.getBoundingClientRect(); if (r.width > 16 && r.height > 16) media += 1; }
      if (tag === 'INPUT' && node.type === 'password' && visible(node)) passwordFields += 1;
      if (tag === 'svg' || tag === 'SCRIPT' || tag === 'STYLE') continue;
      const style = getComputedStyle(node);
      if (style.position === 'fixed' || node.getAttribute('role') === 'dialog' || node.getAttribute('aria-modal') === 'true' || (tag === 'DIALOG' && node.open)) {
        const r = node.getBoundingClientRect();
        const w = Math.max(0, Math.min(r.right, innerWidth) - Math.max(r.left, 0)), h = Math.max(0, Math.min(r.bottom, innerHeight) - Math.max(r.top, 0));
        if (w * h > 0 && visible(node) && overlays.length < 20) overlays.push({ text: (node.innerText || '').slice(0, 2000), cover: Math.min(1, (w * h) / (innerWidth * innerHeight)) });
      }
      const before = current;
      if (isBlock(style)) current = null;
      walk(node.shadowRoot || node);
      if (isBlock(style)) current = null; else if (before && current === null) current = null;
    }
  };
  if (document.body) walk(document.body);
  return {
    title: document.title, language: document.documentElement.lang || '', truncated, overlays, media, passwordFields,
    blocks: blocks.map(({ text, tag, box }) => ({ text: text.replace(/ +/g, ' ').trim(), tag, box: { x: Math.round(box.x), y: Math.round(box.y), width: Math.round(box.right - box.x), height: Math.round(box.bottom - box.y) } })).filter(({ text }) => text !== ''),
  };
})()`;

/** Runs in the page: its whole size in CSS px. */
export const PAGE_SIZE = `(() => { const d = document.documentElement, b = document.body; return { width: Math.max(d.clientWidth, d.scrollWidth > d.clientWidth * 3 ? d.clientWidth : d.scrollWidth), height: Math.max(d.scrollHeight, d.clientHeight, b ? b.scrollHeight : 0) }; })()`;

/** Runs in the page: resolves when the fonts are there and the pictures that have begun are decoded. */
export const FONTS_AND_IMAGES = `Promise.all([document.fonts.ready, ...[...document.images].filter((i) => !i.complete).slice(0, 200).map((i) => new Promise((done) => { i.addEventListener('load', done, { once: true }); i.addEventListener('error', done, { once: true }); }))]).then(() => true)`;
