/** sRGB of the colour names that people use, from the CSS named colours; a name may mean several. https://www.w3.org/TR/css-color-4/#named-colors */
const HEX: Readonly<Record<string, string>> = {
  red: '#ff0000', green: '#008000', blue: '#0000ff', yellow: '#ffff00', orange: '#ffa500', purple: '#800080', violet: '#ee82ee', pink: '#ffc0cb', magenta: '#ff00ff', fuchsia: '#ff00ff',
  cyan: '#00ffff', aqua: '#00ffff', teal: '#008080', turquoise: '#40e0d0', lime: '#00ff00', olive: '#808000', navy: '#000080', maroon: '#800000', brown: '#8b4513', black: '#000000',
  white: '#ffffff', gray: '#808080', grey: '#808080', silver: '#c0c0c0', gold: '#ffd700', beige: '#f5f5dc', indigo: '#4b0082',
};

/** CIE 1976 L*a*b* of `#rrggbb`, D65. http://www.brucelindbloom.com/index.html?Eqn_RGB_to_XYZ.html */
function labOf(hex: string): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [x = 0, y = 0, z = 0] = [(0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089]
    .map((value) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116));
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Distance of two colours as people see it, about: below 10 is the same to the eye, above 60 another colour (CIE76). */
export function colourDistance(a: string, b: string): number {
  const [first, second] = [labOf(a), labOf(b)];
  return Math.hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

/** 0 to 1: how well a colour is called by a name; 1 where no other name fits better. */
export function colourScore(name: string, hex: string): number {
  const wanted = HEX[name.toLowerCase()];
  if (wanted === undefined) return 0;
  const own = colourDistance(wanted, hex);
  const nearest = Math.min(...Object.values(HEX).map((other) => colourDistance(other, hex)));
  if (own <= nearest + 1e-9) return 1;
  // A dark red is still red: what differs from the best name by little has both.
  const near = Math.max(0, 1 - (own - nearest) / 60) * 0.9;
  // Any shade goes by the name of its hue.
  return colourHue(hex) === BASIC[name.toLowerCase()] ? Math.max(near, 0.7) : near;
}

/** The basic colour that a shade belongs to by its hue; "black", "white" and "gray" for what has too little colour. */
function colourHue(hex: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  if (most - least < 24) return most < 60 ? 'black' : least > 225 ? 'white' : 'gray';
  const span = most - least;
  const hue = (((most === red ? (green - blue) / span : most === green ? 2 + (blue - red) / span : 4 + (red - green) / span) * 60) + 360) % 360;
  return HUES.find(([until]) => hue < until)?.[1] ?? 'red';
}

/** Names that stand for a whole hue. */
const BASIC: Readonly<Record<string, string>> = { red: 'red', orange: 'orange', yellow: 'yellow', green: 'green', cyan: 'cyan', blue: 'blue', purple: 'purple', pink: 'pink', black: 'black', white: 'white', gray: 'gray', grey: 'gray' };

/** Degrees of the colour circle up to which a hue has a name. */
const HUES: readonly (readonly [number, string])[] = [[14, 'red'], [42, 'orange'], [68, 'yellow'], [165, 'green'], [195, 'cyan'], [255, 'blue'], [290, 'purple'], [335, 'pink']];
