import type { PageFacts } from './capture.js';

/** What a page is instead of the content that was asked for. */
export type PageKind = 'content' | 'empty' | 'error' | 'consent' | 'captcha' | 'login';

export interface PageJudgement {
  readonly kind: PageKind;
  /** The words or the measure that show it. */
  readonly reason: string;
}

/** One pattern of several, whatever the case. */
function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'), 'i');
}

const ERROR = anyOf([
  /\b(404|403|500|502|503|504)\b.{0,40}\b(error|not found|forbidden|unavailable|gateway|timeout)/,
  /\b(error|fehler|erreur|errore)( code)?\W{0,3}(4\d\d|5\d\d)\b|\berr_[a-z]+_[a-z_]+\b/,
  /\b(page|site|file|seite|página|pagina)\b.{0,40}\b(not found|cannot be found|could(n't| not) be found|doesn't exist|does not exist|no longer (exists|available)|nicht gefunden|existiert nicht|introuvable|n'existe|no encontrada|no existe|non trovata|non esiste)/,
  /\b(can't|cannot|couldn't|could not|unable to) (seem to )?find (the|that|this|your) (page|site|file|address)/,
  /\b(page|site) (that )?(you('re| are) (looking for|after)|you (requested|wanted|asked for))\b.{0,60}\b(moved|removed|deleted|gone|expired|unavailable|not (here|available))/,
  /\bthis site can't be reached|internal server error|\bbad (gateway|request)\b|application error|something went wrong|too many requests/,
  /\b(service|server|site|page|website) is (temporarily|currently) (unavailable|down|overloaded|offline)|\bdown for maintenance/,
  /\b(access|request)( to this (page|site|resource))? (is |has been |was )?(denied|forbidden|blocked)\b|you (don't|do not) have permission to (view|access|see|open|visit)\b/,
]);
/** Words of error pages that notices use, too ("swimming is forbidden"): they tell only where they are the whole title or heading. */
const BARE_ERROR = /^\W*(\d{3}\W+)?(error|forbidden|not found|service (temporarily )?unavailable|unauthori[sz]ed|access denied)\W*$/im;
const CAPTCHA = anyOf([
  /\b(verify|verifying|confirm|prove|check|checking|ensure|make sure)\b.{0,30}\byou('re| are) (a |an |not a |no )?(human|robot|bot|real|person)/,
  /\bare you (a )?(human|robot|bot)\b|\bi'm not a robot|\b(human|bot) (verification|check)\b|press (and|&) hold/,
  /checking your browser|just a moment\.\.\.|unusual traffic from (your|this)|enable javascript and cookies to continue/,
  /\b(complete|solve|enter|type) the captcha|\b(type|enter) the (characters|letters|words) (you see|shown|in the (picture|image))|\bselect all (the )?(images|squares|pictures|tiles) (with|containing)\b|\b(slide|drag)\b.{0,40}\bto verify\b/,
  /(bist du|sind sie) (ein mensch|ein roboter)|(ein mensch|kein roboter) (bist|sind)|êtes-vous un robot|pas un robot|no (soy|eres|es) un robot|non sono un robot/,
]);
const CONSENT = /(we|this (site|website)|our partners|wir|nous|utiliza|utilizamos).{0,80}(cookies?\b)|cookie(s)? (policy|settings|preferences|consent|notice|richtlinie)|(accept|reject|allow|alle|tout) (all )?(cookies|akzeptieren|accepter)|gdpr|privacy (choices|preferences)|einwilligung|consentement/i;
/** What stands on the buttons of a cookie wall; an article about cookies has none. */
const CONSENT_BUTTON = /^(accept|reject|allow|manage|necessary only|ok|agree|alle|accepter)\b/i;
const LOGIN = /\b(log ?in|sign ?in|anmelden|connexion|iniciar sesión)\b/i;

/**
 * Tells by wording and layout whether a page shows content or stands in its way. `text` is what the picture shows; it
 * defaults to the visible text of the page.
 */
export function judgePage(facts: Pick<PageFacts, 'title' | 'blocks' | 'overlays' | 'status' | 'media' | 'passwordFields'>, text = facts.blocks.map((block) => block.text).join('\n')): PageJudgement {
  const length = text.trim().length;
  const head = `${facts.title}\n${text.slice(0, 600)}`.replace(/[’‘]/g, "'");
  if (facts.status >= 400) return { kind: 'error', reason: `HTTP status ${facts.status}` };
  if (length === 0 && facts.media === 0) return { kind: 'empty', reason: 'no visible text and no picture' };
  const quote = (pattern: RegExp, where: string): string => `"${(pattern.exec(where)?.[0] ?? '').replace(/\s+/g, ' ').slice(0, 80)}"`;
  if (CAPTCHA.test(head) && length < 1_500) return { kind: 'captcha', reason: quote(CAPTCHA, head) };
  if (ERROR.test(head) && length < 800) return { kind: 'error', reason: quote(ERROR, head) };
  if (BARE_ERROR.test(head) && length < 300) return { kind: 'error', reason: quote(BARE_ERROR, head) };
  const wall = facts.overlays.find((overlay) => CONSENT.test(overlay.text) && (overlay.cover >= 0.5 || overlay.text.length > 0.6 * length));
  if (wall) return { kind: 'consent', reason: `${quote(CONSENT, wall.text)} covers ${Math.round(wall.cover * 100)}% of the view` };
  if (CONSENT.test(text) && facts.blocks.some((block) => CONSENT_BUTTON.test(block.text)) && consentShare(facts) > 0.6) return { kind: 'consent', reason: quote(CONSENT, text) };
  if (facts.passwordFields > 0 && LOGIN.test(head) && length < 400) return { kind: 'login', reason: 'a password field and little else' };
  return { kind: 'content', reason: `${length} characters of text, ${facts.media} pictures` };
}

/** Share of the text that stands in blocks about cookies and consent. */
function consentShare(facts: Pick<PageFacts, 'blocks'>): number {
  const total = facts.blocks.reduce((sum, block) => sum + block.text.length, 0);
  const about = facts.blocks.filter((block) => CONSENT.test(block.text) || CONSENT_BUTTON.test(block.text)).reduce((sum, block) => sum + block.text.length, 0);
  return total === 0 ? 0 : about / total;
}
