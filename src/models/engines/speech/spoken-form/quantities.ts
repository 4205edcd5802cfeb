import { cardinal, counted, decimal, written } from './number-names.js';

const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;
const SCALES: Readonly<Record<string, string>> = { k: 'thousand', thousand: 'thousand', m: 'million', mn: 'million', million: 'million', b: 'billion', bn: 'billion', billion: 'billion', t: 'trillion', tn: 'trillion', trillion: 'trillion' };

interface Currency {
  readonly one: string;
  readonly many: string;
  readonly cent: string;
  readonly cents: string;
}
const CURRENCIES: Readonly<Record<string, Currency>> = {
  $: { one: 'dollar', many: 'dollars', cent: 'cent', cents: 'cents' },
  '€': { one: 'euro', many: 'euros', cent: 'cent', cents: 'cents' },
  '£': { one: 'pound', many: 'pounds', cent: 'penny', cents: 'pence' },
  '¥': { one: 'yen', many: 'yen', cent: 'sen', cents: 'sen' },
  '₹': { one: 'rupee', many: 'rupees', cent: 'paisa', cents: 'paise' },
  '₩': { one: 'won', many: 'won', cent: 'jeon', cents: 'jeon' },
};
const CODES: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', INR: '₹' };

/** Unit symbols after a number: singular and plural. Case matters where two units differ by it. */
const UNITS: Readonly<Record<string, readonly [string, string]>> = {
  km: ['kilometer', 'kilometers'], m: ['meter', 'meters'], cm: ['centimeter', 'centimeters'], mm: ['millimeter', 'millimeters'], nm: ['nanometer', 'nanometers'], µm: ['micrometer', 'micrometers'],
  mi: ['mile', 'miles'], ft: ['foot', 'feet'], in: ['inch', 'inches'], yd: ['yard', 'yards'],
  kg: ['kilogram', 'kilograms'], g: ['gram', 'grams'], mg: ['milligram', 'milligrams'], µg: ['microgram', 'micrograms'], lb: ['pound', 'pounds'], lbs: ['pound', 'pounds'], oz: ['ounce', 'ounces'],
  l: ['liter', 'liters'], L: ['liter', 'liters'], ml: ['milliliter', 'milliliters'], mL: ['milliliter', 'milliliters'], cl: ['centiliter', 'centiliters'], gal: ['gallon', 'gallons'],
  ms: ['millisecond', 'milliseconds'], s: ['second', 'seconds'], sec: ['second', 'seconds'], min: ['minute', 'minutes'], mins: ['minute', 'minutes'], h: ['hour', 'hours'], hr: ['hour', 'hours'], hrs: ['hour', 'hours'],
  'km/h': ['kilometer per hour', 'kilometers per hour'], kph: ['kilometer per hour', 'kilometers per hour'], mph: ['mile per hour', 'miles per hour'], 'm/s': ['meter per second', 'meters per second'],
  'km²': ['square kilometer', 'square kilometers'], 'm²': ['square meter', 'square meters'], 'cm²': ['square centimeter', 'square centimeters'], 'm³': ['cubic meter', 'cubic meters'], 'cm³': ['cubic centimeter', 'cubic centimeters'],
  km2: ['square kilometer', 'square kilometers'], m2: ['square meter', 'square meters'], m3: ['cubic meter', 'cubic meters'],
  KB: ['kilobyte', 'kilobytes'], kB: ['kilobyte', 'kilobytes'], MB: ['megabyte', 'megabytes'], GB: ['gigabyte', 'gigabytes'], TB: ['terabyte', 'terabytes'], Mbps: ['megabit per second', 'megabits per second'], Gbps: ['gigabit per second', 'gigabits per second'],
  Hz: ['hertz', 'hertz'], kHz: ['kilohertz', 'kilohertz'], MHz: ['megahertz', 'megahertz'], GHz: ['gigahertz', 'gigahertz'],
  W: ['watt', 'watts'], kW: ['kilowatt', 'kilowatts'], MW: ['megawatt', 'megawatts'], GW: ['gigawatt', 'gigawatts'], kWh: ['kilowatt hour', 'kilowatt hours'], V: ['volt', 'volts'], A: ['amp', 'amps'], mAh: ['milliamp hour', 'milliamp hours'],
  dB: ['decibel', 'decibels'], J: ['joule', 'joules'], kJ: ['kilojoule', 'kilojoules'], kcal: ['kilocalorie', 'kilocalories'], Pa: ['pascal', 'pascals'], hPa: ['hectopascal', 'hectopascals'], psi: ['pound per square inch', 'pounds per square inch'],
  px: ['pixel', 'pixels'], fps: ['frame per second', 'frames per second'], rpm: ['revolution per minute', 'revolutions per minute'], dpi: ['dot per inch', 'dots per inch'],
  '°C': ['degree Celsius', 'degrees Celsius'], '°F': ['degree Fahrenheit', 'degrees Fahrenheit'], '°': ['degree', 'degrees'], K: ['kelvin', 'kelvin'],
  '%': ['percent', 'percent'], '‰': ['per mille', 'per mille'],
};
/** One-letter symbols that mean something else too often: they count only with a blank before them or after a decimal. */
const UNIT = Object.keys(UNITS).sort((a, b) => b.length - a.length).map((unit) => unit.replace(/[/°]/g, String.raw`\$&`)).join('|');

/** Money, percentages and measured quantities in words. */
export function spokenQuantities(text: string): string {
  return units(ranges(money(text)));
}

function money(text: string): string {
  const symbols = '[$€£¥₹₩]';
  return text
    .replace(new RegExp(`\\b(USD|EUR|GBP|JPY|INR)\\s?(${NUMBER})`, 'g'), (_, code: string, number: string) => `${CODES[code] ?? ''}${number}`)
    .replace(new RegExp(`(?<![\\w.,])(${NUMBER})\\s?(USD|EUR|GBP|JPY|INR)\\b`, 'g'), (_, number: string, code: string) => `${CODES[code] ?? ''}${number}`)
    .replace(new RegExp(`(?<![\\w.,])(${NUMBER})\\s?([€£¥₹₩])`, 'g'), (_, number: string, symbol: string) => `${symbol}${number}`)
    .replace(new RegExp(`(?:US|A|C|NZ|HK)?(-?)(${symbols})\\s?(${NUMBER})(?:\\s?(thousand|million|billion|trillion)\\b|(k|K|m|M|mn|bn|B|b|T|tn)\\b)?(?:(\\s?[-–]\\s?)${symbols}?(${NUMBER})(?:\\s?(thousand|million|billion|trillion|k|K|M|bn|B)\\b)?)?`, 'g'),
      (_, minus: string, symbol: string, number: string, scale: string | undefined, short: string | undefined, _dash, upper: string | undefined, upperScale: string | undefined) => {
        const low = amount(symbol, number, scale ?? short ?? (upper === undefined ? undefined : upperScale));
        const sign = minus === '' ? '' : 'minus ';
        return upper === undefined ? sign + low : `${sign}${low.replace(/ (dollars?|euros?|pounds?|yen|rupees?|won)$/, '')} to ${amount(symbol, upper, upperScale ?? scale ?? short)}`;
      });
}

function amount(symbol: string, number: string, scale: string | undefined): string {
  const currency = CURRENCIES[symbol];
  if (!currency) return written(number);
  const scaleWord = scale === undefined ? undefined : SCALES[scale.toLowerCase()];
  if (scaleWord !== undefined) return `${written(number)} ${scaleWord} ${currency.many}`;
  const [whole = '', fraction = ''] = number.replaceAll(',', '').split('.');
  if (fraction.length !== 2) return fraction === '' ? counted(whole, currency.one, currency.many) : `${decimal(whole, fraction)} ${currency.many}`;
  const cents = Number(fraction) === 0 ? '' : counted(String(Number(fraction)), currency.cent, currency.cents);
  if (Number(whole) === 0 && cents !== '') return cents;
  return counted(whole === '' ? '0' : whole, currency.one, currency.many) + (cents === '' ? '' : ` and ${cents}`);
}

/** 5–10 → five to ten; both ends may carry a sign or be followed by a unit. */
function ranges(text: string): string {
  return text
    .replace(new RegExp(`(?<![\\w.,/-])(${NUMBER})(%|°)?\\s?[–—]\\s?(${NUMBER})(?![\\d-])`, 'g'), (_, low: string, sign: string | undefined, high: string) => `${low}${sign ?? ''} to ${high}`)
    .replace(new RegExp(`(?<![\\w.,/:-])(\\d{1,4}(?:\\.\\d+)?)(%|°)?-(\\d{1,4}(?:\\.\\d+)?)(?![\\w-])(?=\\s|[.,;:!?)%°]|$)`, 'g'), (found, low: string, sign: string | undefined, high: string) =>
      // Three digits, a dash and four digits is a telephone number.
      /^\d{3}-\d{4}$/.test(found) ? found : `${low}${sign ?? ''} to ${high}`,
    );
}

function units(text: string): string {
  return text
    .replace(/(?<![\w.])(\d+)['′]\s?(\d+)(?:["″]|'')/g, (_, feet: string, inches: string) => `${counted(feet, 'foot', 'feet')} ${counted(inches, 'inch', 'inches')}`)
    .replace(new RegExp(`(?<![\\w.,])(-|−)?(${NUMBER})(\\s?)(${UNIT})(?![\\w/²³])`, 'g'), (found, minus: string | undefined, number: string, blank: string, unit: string) => {
      const names = UNITS[unit];
      // "5 in the", "3 A" and "4K" are words, letters and resolutions as often as inches, amps and kelvin.
      if (!names || (unit === 'in' && blank !== '') || (/^[AKLV]$/.test(unit) && blank === '') || (/^[AK]$/.test(unit) && !/^\d+(\.\d+)?$/.test(number))) return found;
      if (unit === 'A' || unit === 's') {
        if (unit === 's' && blank === '' && /0$/.test(number) && !number.includes('.')) return found;
        if (unit === 'A' && blank !== '') return found;
      }
      return `${minus === undefined ? '' : 'minus '}${counted(number, names[0], names[1])}`;
    })
    .replace(/(?<=\b(?:meter|kilometer|gram|kilogram|liter|dollar|euro|pound|mile|gigabyte|megabyte|cent)s?)\s?\/\s?(?=(?:day|hour|minute|second|month|year|week|person|kilogram|liter|meter|s|h|kg)\b)/g, ' per ')
    .replace(new RegExp(`(?<![\\w.,])(${NUMBER})([kKM])\\b`, 'g'), (found, number: string, scale: string) => (scale === 'K' && /^[248]$/.test(number) ? `${cardinal(number)} K` : `${written(number)} ${SCALES[scale.toLowerCase()] ?? ''}`));
}
