import sharp from 'sharp';
import { coloursOfMiddle, coloursOfThing } from '../../../src/tools/image/index.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const at = temporaryFolder();
const box = { x: 100, y: 100, width: 100, height: 100 };
const STRIPES = Array.from({ length: 10 }, (_, row) => `<rect x="100" y="${100 + row * 10}" width="100" height="5" fill="#eee"/><rect x="100" y="${105 + row * 10}" width="100" height="5" fill="#111"/>`).join('');

async function drawn(name: string, ground: string, inner: string): Promise<string> {
  await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="100%" height="100%" fill="${ground}"/>${inner}</svg>`)).png().toFile(at(name));
  return at(name);
}

test.each([
  ['a disc', '#3a7d3a', '<circle cx="150" cy="150" r="40" fill="#c02020"/>', ['red']],
  ['a ring around its ground', '#8a8a8a', '<circle cx="150" cy="150" r="40" fill="none" stroke="#2040c0" stroke-width="12"/>', ['blue']],
  ['stripes', '#3a7d3a', STRIPES, ['black', 'white']],
  ['white in light and shade', '#3a7d3a', '<rect x="100" y="100" width="100" height="60" fill="#e8e8e8"/><rect x="100" y="160" width="100" height="40" fill="#9a9a9a"/>', ['white']],
  ['nothing but its ground', '#3a7d3a', '', []],
])('%s', async (name, ground, inner, colours) => {
  expect((await coloursOfThing(await drawn(`${name}.png`, ground, inner), box)).toSorted()).toEqual(colours);
});

test('the middle alone is another measure: it does not take off what is around', async () => {
  expect(await coloursOfMiddle(await drawn('ground.png', '#3a7d3a', ''), box)).toEqual(['green']);
});
