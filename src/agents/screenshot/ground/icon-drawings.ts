/** A well-known mark: what people call it, and how it is commonly drawn, as SVG in a square of 24. */
export interface IconDrawing {
  readonly names: readonly string[];
  readonly drawings: readonly string[];
}

const line = (path: string, width = 2): string => `<path d="${path}" fill="none" stroke="#000" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
const solid = (path: string): string => `<path d="${path}"/>`;
const dots = (...centres: readonly (readonly [number, number])[]): string => centres.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2.4"/>`).join('');

const STAR = 'M12 2l3 7 7.500 .6-5.700 4.900 1.800 7.500L12 18l-6.600 4 1.800-7.500L1.500 9.600 9 9z';
const HEART = 'M12 21C4 15 2 11 2 7.500A5 5 0 0 1 12 6a5 5 0 0 1 10 1.500C22 11 20 15 12 21z';
const ENVELOPE = 'M2 5h20v14H2zM2 5l10 8 10-8';
const BUBBLE = 'M2 3h20v14H11l-5 4v-4H2z';

/** Drawn for Vouch; the forms are those that interfaces share. */
export const ICON_DRAWINGS: readonly IconDrawing[] = [
  { names: ['trash', 'delete', 'bin', 'garbage', 'remove', 'discard', 'trash can'], drawings: [solid('M4 4h5l1-2h4l1 2h5v3H4zM5.500 8h13l-1.500 14h-10z'), line('M3 6h18M9 6V3h6v3M5.500 6l1 15h11l1-15M10 10v7M14 10v7'), solid('M6 3h3V1h4v2h3v3H6zM7 8h8v4a6 6 0 0 0-1 10H7z') + '<circle cx="17" cy="17" r="5"/>'] },
  { names: ['star', 'favourite', 'favorite', 'important', 'rate', 'mark as important'], drawings: [solid(STAR), line(STAR, 1.5)] },
  { names: ['heart', 'like', 'love', 'favourite', 'favorite'], drawings: [solid(HEART), line(HEART)] },
  { names: ['thumb', 'like', 'thumbs up'], drawings: [solid('M2 10h4v11H2zM7 10l5-8c2 0 3 1 2 4l-.5 3H21c1.500 0 1.500 12-3 12H7z')] },
  { names: ['search', 'magnifier', 'magnifying glass', 'find', 'zoom'], drawings: [line('M10 3a7 7 0 1 0 .1 0zM15.500 15.500L21 21', 2.5), line('M14 3a7 7 0 1 0 .1 0zM8.500 15.500L3 21', 2.5)] },
  { names: ['reply', 'back', 'undo', 'answer', 'return'], drawings: [solid('M10 4v5c7 0 11 4 12 12-3-4-6-6-12-6v5L2 12z'), line('M9 5L3 11l6 6M3 11h10c5 0 8 3 8 9')] },
  { names: ['forward', 'redo'], drawings: [solid('M14 4v5C7 9 3 13 2 21c3-4 6-6 12-6v5l8-8z'), line('M15 5l6 6-6 6M21 11H11c-5 0-8 3-8 9')] },
  { names: ['retweet', 'repost', 'repeat', 'refresh', 'reload', 'sync'], drawings: [solid('M6 4l5 6H8v7h7l2 3H5V10H1zM18 20l-5-6h3V7H9L7 4h12v10h4z'), line('M17 2l4 4-4 4M3 11V9a3 3 0 0 1 3-3h15M7 22l-4-4 4-4M21 13v2a3 3 0 0 1-3 3H3'), line('M20 11a8 8 0 1 0-2 6M20 4v7h-7')] },
  { names: ['more', 'menu', 'options', 'ellipsis', 'dots', 'overflow', 'more options'], drawings: [dots([4, 12], [12, 12], [20, 12]), dots([12, 4], [12, 12], [12, 20])] },
  { names: ['menu', 'hamburger', 'navigation', 'list'], drawings: [line('M3 6h18M3 12h18M3 18h18', 2.5)] },
  { names: ['close', 'x', 'cancel', 'dismiss', 'exit', 'remove', 'clear'], drawings: [line('M5 5l14 14M19 5L5 19', 2.5)] },
  { names: ['plus', 'add', 'new', 'create', 'increase', '+', 'compose'], drawings: [line('M12 4v16M4 12h16', 3)] },
  { names: ['minus', 'decrease', '-', 'less'], drawings: [line('M4 12h16', 3)] },
  { names: ['check', 'tick', 'checkmark', 'done', 'ok', 'accept', 'confirm'], drawings: [line('M4 13l5 5L20 6', 3)] },
  { names: ['up', 'up arrow', 'arrow up', 'increase'], drawings: [solid('M12 6l9 12H3z'), line('M4 16l8-8 8 8', 3), line('M12 21V4M5 11l7-7 7 7', 2.5)] },
  { names: ['down', 'down arrow', 'arrow down', 'decrease', 'expand'], drawings: [solid('M12 18L3 6h18z'), line('M4 8l8 8 8-8', 3), line('M12 3v17M5 13l7 7 7-7', 2.5)] },
  { names: ['left', 'left arrow', 'arrow left', 'previous', 'back', 'prev'], drawings: [solid('M6 12L18 3v18z'), line('M16 4l-8 8 8 8', 3), line('M21 12H4M11 5l-7 7 7 7', 2.5)] },
  { names: ['right', 'right arrow', 'arrow right', 'next', 'play', 'forward'], drawings: [solid('M18 12L6 3v18z'), line('M8 4l8 8-8 8', 3), line('M3 12h17M13 5l7 7-7 7', 2.5)] },
  { names: ['pause'], drawings: [solid('M5 3h5v18H5zM14 3h5v18h-5z')] },
  { names: ['edit', 'pencil', 'pen', 'write', 'compose'], drawings: [solid('M3 21l1-5L16 4l4 4L8 20z'), line('M4 20l1-5L16 4l4 4L9 19z')] },
  { names: ['send', 'paper plane', 'submit'], drawings: [solid('M2 3l20 9-20 9 3-9zM5 11h9v2H5z'), line('M22 2L2 9l8 5 4 8zM22 2L10 14')] },
  { names: ['share'], drawings: [line('M6 12l12-6M6 12l12 6') + '<circle cx="6" cy="12" r="3.500"/><circle cx="18" cy="5" r="3.500"/><circle cx="18" cy="19" r="3.500"/>'] },
  { names: ['mail', 'email', 'e-mail', 'envelope', 'message', 'inbox'], drawings: [line(ENVELOPE), solid('M2 5h20v2l-10 7L2 7zM2 9l10 7 10-7v10H2z')] },
  { names: ['comment', 'chat', 'message', 'bubble', 'reply'], drawings: [solid(BUBBLE), line(BUBBLE)] },
  { names: ['settings', 'gear', 'cog', 'preferences', 'options'], drawings: ['<path fill-rule="evenodd" d="M10 2h4l.7 3 2 .9L19.500 4 22 7l-2 2.500.3 2.500-.3 2.500L22 17l-2.500 3-2.800-1.900-2 .9-.7 3h-4l-.7-3-2-.9L4.500 20 2 17l2-2.500L3.700 12 4 9.500 2 7l2.500-3 2.800 1.900 2-.9zM12 8a4 4 0 1 0 .1 0z"/>'] },
  { names: ['home', 'house'], drawings: [solid('M12 2l10 9h-3v10h-5v-6h-4v6H5V11H2z'), line('M3 11l9-8 9 8M6 9v11h12V9')] },
  { names: ['user', 'profile', 'account', 'person', 'avatar', 'contact'], drawings: ['<circle cx="12" cy="7" r="5"/><path d="M2 22c0-6 4-8 10-8s10 2 10 8z"/>'] },
  { names: ['bell', 'notification', 'notifications', 'alert'], drawings: [solid('M12 2c5 0 6 4 6 8 0 4 1 6 3 8H3c2-2 3-4 3-8 0-4 1-8 6-8zM9.500 19h5c0 4-5 4-5 0z')] },
  { names: ['calendar', 'date'], drawings: [line('M3 5h18v16H3zM3 10h18M8 2v5M16 2v5')] },
  { names: ['lock', 'secure', 'password'], drawings: [solid('M5 10h14v12H5z') + line('M8 10V7a4 4 0 0 1 8 0v3')] },
  { names: ['eye', 'view', 'show', 'visibility'], drawings: [line('M1 12c5-9 17-9 22 0-5 9-17 9-22 0z') + '<circle cx="12" cy="12" r="3.500"/>'] },
  { names: ['cart', 'basket', 'shopping cart'], drawings: [line('M1 3h4l3 12h11l3-9H6') + '<circle cx="9" cy="20" r="2"/><circle cx="18" cy="20" r="2"/>'] },
  { names: ['download', 'save'], drawings: [line('M12 3v12M6 10l6 6 6-6M3 21h18', 2.5)] },
  { names: ['upload'], drawings: [line('M12 17V4M6 9l6-6 6 6M3 21h18', 2.5)] },
  { names: ['attach', 'attachment', 'paperclip', 'clip'], drawings: [line('M20 11l-9 9a5 5 0 0 1-7-7l9-9a3.500 3.500 0 0 1 5 5l-9 9a2 2 0 0 1-3-3l8-8')] },
  { names: ['flag', 'report'], drawings: [solid('M4 2h2v20H4zM7 3h13l-4 5 4 5H7z')] },
  { names: ['bookmark', 'save'], drawings: [solid('M6 2h12v20l-6-5-6 5z'), line('M6 3h12v18l-6-5-6 5z')] },
  { names: ['filter', 'funnel'], drawings: [solid('M2 3h20l-8 10v8l-4-2v-6z')] },
  { names: ['info', 'information'], drawings: ['<path fill-rule="evenodd" d="M12 1a11 11 0 1 0 .1 0zM10.500 5h3v3h-3zM10.500 10h3v9h-3z"/>'] },
  { names: ['phone', 'call'], drawings: [solid('M4 2l5 1 1 6-3 2c1 3 3 5 6 6l2-3 6 1 1 5c-10 5-23-8-18-18z')] },
  { names: ['camera', 'photo'], drawings: ['<path fill-rule="evenodd" d="M2 6h5l2-3h6l2 3h5v14H2zM12 8a5 5 0 1 0 .1 0z"/>'] },
  { names: ['bold', 'b'], drawings: ['<text x="12" y="20" font-size="22" font-family="sans-serif" font-weight="bold" text-anchor="middle">B</text>'] },
  { names: ['italic', 'italics', 'i'], drawings: ['<text x="12" y="20" font-size="22" font-family="serif" font-style="italic" text-anchor="middle">I</text>'] },
  { names: ['underline', 'underlined', 'u'], drawings: ['<text x="12" y="17" font-size="18" font-family="sans-serif" text-anchor="middle" text-decoration="underline">U</text>'] },
];
