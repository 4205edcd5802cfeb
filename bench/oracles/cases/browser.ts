import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Criterion } from '../../../src/core/index.js';
import { capturePage } from '../../../src/tools/browser/index.js';
import { fileIn, maker, mediaSubject, valueSubject, type Half, type Kit, type Maker, type OracleCases } from '../case.js';
import { fill, passagesOf, templatesOf } from '../material/index.js';

interface Page {
  readonly title: string;
  readonly body: string;
  readonly params?: Criterion['params'];
}

const FONTS = ['serif', 'sans-serif', 'monospace'];

function htmlOf({ title, body }: Page, { random }: Kit): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title><style>body{font:${random.integer(15, 20)}px ${random.pick(FONTS)};max-width:${random.integer(600, 900)}px;margin:auto}</style></head><body>${body}</body></html>`;
}

/** Serves one page on this machine, has the real browser capture it, and gives what the screenshot tool would. */
function page(what: string, make: (kit: Kit) => Page, asPicture = false): Maker {
  return maker(what, async (kit) => {
    const made = make(kit);
    const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(htmlOf(made, kit)));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      await fileIn(kit, 'page');
      const { path, facts } = await capturePage(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { folder: kit.folder, signal: kit.signal, deviceScaleFactor: asPicture ? 2 : 1 });
      const json = { url: facts.requestedUrl, ...facts };
      return { subject: asPicture ? mediaSubject(path, 'image', { tool: null, port: 'file' }) : valueSubject(json, { port: 'json', tool: 'capture_page' }), ...(made.params ? { params: made.params } : {}), note: `${made.title}: ${made.body.replace(/<[^>]+>/g, ' ').slice(0, 300)} ${JSON.stringify(made.params ?? {})}` };
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
}

function paragraphs({ half, random }: Kit): string[] {
  return random.some(templatesOf(half).filter(({ language }) => language === 'en'), random.integer(2, 4)).map((template) => fill(template, random).text);
}

const HEADINGS = { development: ['News from the village', 'About our bakery', 'How bees live', 'Minutes of the meeting'], 'held-back': ['The harbour journal', 'Opening hours', 'A short history of clocks', 'Letters to the editor'] } as const;

function article(kit: Kit, more = ''): Page {
  const title = kit.random.pick(HEADINGS[kit.half]);
  return { title, body: `<h1>${title}</h1>${paragraphs(kit).map((text) => `<p>${text}</p>`).join('')}${more}` };
}

/** Words of pages that stand in the way. */
interface Obstacles {
  /** Title and text. */
  readonly error: readonly (readonly [string, string])[];
  /** Title, text, and two buttons. */
  readonly consent: readonly (readonly [string, string, string, string])[];
  readonly captcha: readonly string[];
}

/** Other ones in each half. */
const WORDS: Readonly<Record<Half, Obstacles>> = {
  development: {
    error: [['404 Not Found', 'The page could not be found.'], ['Bad Gateway', '502 Bad Gateway. nginx'], ['Something went wrong', 'Please try again later.'], ['Seite nicht gefunden', 'Die Seite wurde nicht gefunden.']],
    consent: [['We use cookies', 'We and our partners use cookies to improve your visit.', 'Accept all', 'Reject all'], ['Cookie settings', 'This website uses cookies. Choose your cookie preferences.', 'Allow', 'Manage']],
    captcha: ['Verify you are human', 'I\'m not a robot', 'Checking your browser before you continue'],
  },
  'held-back': {
    error: [['Page not found', 'Sorry, this page does not exist.'], ['503 Service Unavailable', 'The server is temporarily unavailable.'], ['Access denied', 'Access denied'], ['Page introuvable', 'La page demandée est introuvable.'], ['Oops!', 'We can’t seem to find the page you’re looking for. Error code: 404']],
    consent: [['Your privacy matters', 'Our partners and we store cookies on your device to show you personal ads.', 'Agree', 'Settings'], ['Before you continue', 'We use cookies and data to deliver our services.', 'Accept all', 'Reject all'], ['Datenschutz', 'Wir verwenden Cookies, um Inhalte zu personalisieren.', 'Alle akzeptieren', 'Einstellungen']],
    captcha: ['Are you a robot?', 'Our systems have detected unusual traffic from your network.', 'Press and hold the button to confirm that you are human', 'Just a moment...'],
  },
};

function wall(kit: Kit): string {
  const [title, text, yes, no] = kit.random.pick(WORDS[kit.half].consent);
  return `<div style="position:fixed;inset:0;background:#fff;padding:80px;z-index:9"><h2>${title}</h2><p>${text}</p><button>${yes}</button> <button>${no}</button></div>`;
}

const defects: Maker[] = [
  page('a blank page', () => ({ title: '', body: '' })),
  page('an empty frame of a page', ({ random }) => ({ title: random.pick(['App', 'Home', 'Loading']), body: '<div id="root"></div><script>setTimeout(() => undefined, 1000)</script>' })),
  page('an error page that answers 200', (kit) => {
    const [title, text] = kit.random.pick(WORDS[kit.half].error);
    return { title, body: `<h1>${title}</h1><p>${text}</p>` };
  }),
  page('a cookie wall before the page', (kit) => article(kit, wall(kit))),
  page('a cookie wall alone', (kit) => ({ title: 'Welcome', body: wall(kit) })),
  page('a captcha', (kit) => {
    const words = kit.random.pick(WORDS[kit.half].captcha);
    return { title: words, body: `<h1>${words}</h1><div style="width:300px;height:70px;border:1px solid">☐</div>` };
  }),
  page('without the wanted text', (kit) => ({ ...article(kit), params: { text: kit.random.pick(kit.random.pick(passagesOf(kit.half, 'en')).sentences).slice(0, 60) } })),
  page('another title', (kit) => ({ ...article(kit), params: { titleIncludes: kit.random.pick(['Annual report', 'Train timetable', 'Menu']) } })),
  page('a picture of an error page', (kit) => {
    const [title, text] = kit.random.pick(WORDS[kit.half].error);
    return { title, body: `<h1>${title}</h1><p>${text}</p>` };
  }, true),
];

const clean: Maker[] = [
  page('an article', (kit) => article(kit)),
  page('an article with the wanted text', (kit) => {
    const made = article(kit);
    const words = made.body.replace(/<[^>]+>/g, ' ').split(/\s+/).filter((word) => word !== '');
    return { ...made, params: { text: words.slice(8, 13).join(' ') } };
  }),
  page('an article with a small cookie notice', (kit) => article(kit, '<div style="position:fixed;bottom:0;left:0;right:0;height:60px;background:#eee">This site uses cookies. <button>OK</button></div>')),
  page('an article about cookies and captchas', (kit) => ({ title: 'How web sites remember you', body: `<h1>How web sites remember you</h1><p>A cookie is a small piece of text that a server leaves with a browser. Captchas ask whether you are human.</p>${paragraphs(kit).map((text) => `<p>${text}</p>`).join('')}` })),
  page('an article with a login in its head', (kit) => article(kit, '<form>Sign in: <input name="user"> <input type="password"> <button>Go</button></form>')),
  page('a short page', (kit) => ({ title: kit.random.pick(HEADINGS[kit.half]), body: `<h1>${kit.random.pick(HEADINGS[kit.half])}</h1><p>${(paragraphs(kit)[0] ?? '').split('. ')[0] ?? ''}.</p>` })),
  page('a picture of an article', (kit) => article(kit), true),
];

interface Operated {
  readonly status: string;
  readonly checks: { readonly part: string; readonly status: string; readonly reason: string }[];
  readonly unproved: string[];
}

/** Parts of goals by half, each with what a picture shows of it. */
const PARTS: Readonly<Record<Half, readonly (readonly [part: string, seen: string])[]>> = {
  development: [['click "Send"', 'the page says "Sent"'], ['tick "Newsletter"', 'it is ticked'], ['enter "Anna" into "Name"', 'the field shows "Anna"'], ['choose "Blue"', 'the list shows "Blue"'], ['open "Prices"', 'the heading is "Prices"']],
  'held-back': [['press "Book"', 'the page says "Booked"'], ['untick "Gift"', 'it is not ticked'], ['write "12 May" into "Date"', 'the field shows "12 May"'], ['sort by price', 'the smallest price stands first'], ['find the opening hours', 'the page shows "9 to 17"'], ['close the notice', 'it is gone']],
};

/** The outcome of an operated page on which all parts are proved; `spoil` leaves some of it without proof. */
function operated(what: string, spoil: (outcome: Operated, kit: Kit) => object): Maker {
  return maker(what, (kit) => {
    const { random, half } = kit;
    const checks = random.some(PARTS[half], random.integer(1, 5)).map(([part, reason]) => ({ part, status: 'proved', reason }));
    const whole = { status: 'completed', checks, unproved: [], notes: random.chance(0.3) ? ['A dialog was closed.'] : [], finalUrl: 'http://127.0.0.1/', steps: [] };
    const value = spoil(whole, kit);
    return { subject: valueSubject(value, { port: 'json', tool: 'operate_browser' }), note: JSON.stringify(value) };
  });
}

const DOUBTS = ['no rule could prove it', 'the field cannot be read', 'it is no longer seen'];

/** The outcome with one part, or all of them, of another status. */
function doubted({ checks, ...outcome }: Operated, { random }: Kit, { status, all = false, told = true }: { status: string; all?: boolean; told?: boolean }): object {
  const at = random.integer(0, checks.length - 1);
  const reason = random.pick(DOUBTS);
  const changed = checks.map((check, index) => (all || index === at ? { ...check, status, reason } : check));
  return { ...outcome, checks: changed, unproved: told ? changed.filter((check) => check.status !== 'proved').map(({ part }) => `${part}: ${reason}`) : [] };
}

const goalProved: OracleCases = {
  defects: [
    operated('a part without proof', (outcome, kit) => doubted(outcome, kit, { status: 'unproved' })),
    operated('nothing but the word of a model', (outcome, kit) => doubted(outcome, kit, { status: 'unproved', all: true })),
    operated('a part that failed', (outcome, kit) => doubted(outcome, kit, { status: 'failed', told: false })),
    operated('a part without proof that the summary leaves out', (outcome, kit) => doubted(outcome, kit, { status: 'unproved', told: false })),
    operated('a doubt that stands in the summary alone', (outcome, { random }) => ({ ...outcome, unproved: [random.pick(DOUBTS)] })),
    operated('nothing was checked', (outcome) => ({ ...outcome, checks: [] })),
    operated('not come to its end', (outcome, { random }) => ({ ...outcome, status: random.pick(['failed', 'suspended', 'cancelled']) })),
    operated('no list of what is unproved', ({ status, checks }) => ({ status, checks })),
  ],
  clean: [operated('all parts proved', (outcome) => outcome)],
};

/** By oracle. */
export const browserCases: Readonly<Record<string, OracleCases>> = { page_shows: { defects, clean }, goal_proved: goalProved };
