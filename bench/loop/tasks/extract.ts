import { z } from 'zod';
import { JOB_OFFER, RESCUE_ARTICLE } from '../documents/articles.js';
import { INVOICE_CATERING, INVOICE_WORKSHOP, METER_READING, ORDER_CONFIRMATION } from '../documents/invoices.js';
import { COUNCIL_MINUTES, MUSEUM_NOTICE, TRAIN_SCHEDULE } from '../documents/notices.js';
import { documentOf, onDocument, stated, type LoopTask } from '../task.js';
import { inventedNumbers, plainText } from '../truth/text.js';

const Facts = z.object({ facts: z.array(z.object({ name: z.string(), value: z.string() })) });

/** One value to be found: what its name may be called, and what it must be. */
interface Field {
  readonly name: RegExp;
  readonly value: RegExp;
}

/** Faults of a list of facts: each field must be there, and under its name there must be nothing else. */
export function wrongFields(found: readonly { readonly name: string; readonly value: string }[], fields: Readonly<Record<string, Field>>): string[] {
  return Object.entries(fields).flatMap(([field, { name, value }]) => {
    const named = found.filter((fact) => name.test(plainText(fact.name.replace(/[_-]/g, ' '))));
    if (named.length === 0) return [`has no ${field}`];
    return named.some((fact) => value.test(plainText(fact.value))) ? [] : [`has the wrong ${field}: ${named.map((fact) => fact.value).join(', ')}`];
  });
}

export function fields(id: string, source: string, what: string, wanted: Readonly<Record<string, Field>>): LoopTask {
  return {
    id: `extract-${id}`, family: 'extract', goal: `Take out as JSON: ${what}.`, inputs: documentOf(source), plan: onDocument('extract_facts', { what }),
    truth: ({ data }) => {
      const { facts } = Facts.parse(data('it', 'json'));
      return [...wrongFields(facts, wanted), ...inventedNumbers(facts.map(({ value }) => value).join('\n'), source)];
    },
  };
}

/** All of a kind, and nothing beside them. */
export function all(id: string, source: string, what: string, wanted: readonly RegExp[], most: number): LoopTask {
  return {
    id: `extract-${id}`, family: 'extract', goal: `Take out as JSON: ${what}.`, inputs: documentOf(source), plan: onDocument('extract_facts', { what }),
    truth: ({ data }) => {
      const { facts } = Facts.parse(data('it', 'json'));
      const values = facts.map(({ name, value }) => plainText(`${name} ${value}`));
      // On lines of their own: the "2" of a name and the "189" of its value are not 2,189.
      const written = facts.flatMap(({ name, value }) => [name, value]).join('\n');
      const missing = wanted.filter((pattern) => !values.some((text) => pattern.test(text)));
      return [...missing.map((pattern) => `misses ${pattern.source}`), ...(values.length > most ? [`has ${values.length} facts, more than ${most}`] : []), ...inventedNumbers(written, source, values.map((_, index) => String(index + 1)))];
    },
  };
}

/** A JSON object with the keys that the request names. */
export function object(id: string, source: string, keys: readonly string[], wanted: Readonly<Record<string, RegExp>>): LoopTask {
  const goal = `Give me ${keys.join(', ')} as JSON with exactly these keys.`;
  return {
    id: `extract-${id}`, family: 'extract', goal, inputs: documentOf(source),
    plan: onDocument('rewrite', { instruction: goal, format: 'json' }, [stated('text_format', { format: 'json' })]),
    truth: ({ text }) => {
      const parsed = z.record(z.string(), z.unknown()).safeParse(parsedOrUndefined(text));
      if (!parsed.success) return ['is no JSON object'];
      return Object.entries(wanted).flatMap(([key, pattern]) => (pattern.test(plainText(JSON.stringify(parsed.data[key] ?? null))) ? [] : [`has ${JSON.stringify(parsed.data[key] ?? null)} as ${key}`]));
    },
  };
}

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^```(?:json)?\s*|\s*```$/g, ''));
  } catch {
    return undefined;
  }
}

export const extractTasks: readonly LoopTask[] = [
  fields('workshop', INVOICE_WORKSHOP, 'the invoice number, the customer, the due date and the amount due', { number: { name: /number|no\b|invoice/i, value: /2024-0417/ }, customer: { name: /customer|name/i, value: /Hanley/ }, due: { name: /due|date/i, value: /6 May 2024/ }, amount: { name: /amount|due|total/i, value: /359\.78/ } }),
  fields('catering', INVOICE_CATERING, 'the bill number, the number of guests, the deposit and the sum still to be paid', { number: { name: /number|bill/i, value: /7731/ }, guests: { name: /guest/i, value: /48/ }, deposit: { name: /deposit/i, value: /500/ }, sum: { name: /sum|paid|total|amount/i, value: /1,000\.40/ } }),
  fields('order', ORDER_CONFIRMATION, 'the order number, the buyer, the total and the discount', { number: { name: /number|order/i, value: /SO-88213/ }, buyer: { name: /buyer|name/i, value: /Adeyemi/ }, total: { name: /total/i, value: /1,168\.30/ }, discount: { name: /discount/i, value: /3 ?(?:%|percent)/ } }),
  fields('meter', METER_READING, 'the contract number, the reading at the end, the kWh used and the new monthly advance', { contract: { name: /contract/i, value: /55-20418-9/ }, end: { name: /end/i, value: /21,059/ }, used: { name: /use|kwh|consum/i, value: /2,855/ }, advance: { name: /advance|monthly/i, value: /86/ } }),
  fields('job', JOB_OFFER, 'the hours a week, the pay an hour, the contact and the last day to apply', { hours: { name: /hour|week/i, value: /25/ }, pay: { name: /pay|hour|wage|salary/i, value: /19\.80/ }, contact: { name: /contact|name/i, value: /Bennett/ }, day: { name: /day|date|deadline|apply/i, value: /15 December/ } }),
  fields('rescue', RESCUE_ARTICLE, 'the age of Nadia Petrov, the time of the call and the number of rescuers', { age: { name: /age|nadia/i, value: /34/ }, call: { name: /time|call/i, value: /17:25/ }, rescuers: { name: /rescuer|number/i, value: /18/ } }),
  all('present', COUNCIL_MINUTES, 'the names of the council members who were present', [/Nwosu/, /Reuter/, /Carrick/, /Menon/], 4),
  all('departures', TRAIN_SCHEDULE, 'the times at which trains leave Ashford Mill on a weekday', [/9:10/, /11:40/, /14:20/, /16:50/], 4),
  all('museum-prices', MUSEUM_NOTICE, 'all prices', [/9 euros?/, /4 euros?/], 3),
  object('object-workshop', INVOICE_WORKSHOP, ['invoice_number', 'net_amount', 'vat', 'total'], { invoice_number: /2024-0417/, net_amount: /292\.50?/, vat: /67\.28/, total: /359\.78/ }),
  object('object-job', JOB_OFFER, ['employer', 'start', 'hours_per_week', 'contact'], { employer: /Orchard Clinic/, start: /1 February|February 1|-02-01/, hours_per_week: /25/, contact: /Bennett/ }),
];
