import sharp from 'sharp';
import { given, value, type LoopTask, type TaskStep, type Workbench } from '../task.js';
import { missingFacts, plainText, wrongStatements, type Facts } from '../truth/text.js';
import { lettered, madeOnce, real, sideBySide } from '../workbench/make.js';

export type Make = (bench: Workbench) => Promise<string> | string;

export function picture(id: string, goal: string, make: Make, step: Omit<TaskStep, 'id'>, right: Facts, wrong: Facts = {}): LoopTask {
  return {
    id: `picture-${id}`, family: 'picture', goal, inputs: async (bench) => [await make(bench)], plan: { steps: [{ id: 'it', ...step }] },
    truth: ({ text }) => [...missingFacts(text, right), ...wrongStatements(text, wrong)],
  };
}

export const ask = (name: string, question: string): Omit<TaskStep, 'id'> => ({ tool: 'answer_about_image', inputs: { image: given(name), question: value(question) } });
const describe = (name: string, sentences: number): Omit<TaskStep, 'id'> => ({ tool: 'describe_image', inputs: { image: given(name), sentences: value(sentences) } });
const dog: Make = (bench) => real(bench, 'dog.jpg');
const person: Make = (bench) => real(bench, 'person.jpg');
const eagle: Make = (bench) => real(bench, 'eagle.jpg');
const eagles: Make = (bench) => sideBySide(bench, 'two-eagles', real(bench, 'eagle.jpg'), real(bench, 'eagle.jpg'));
const mixed: Make = (bench) => sideBySide(bench, 'dog-and-eagle', real(bench, 'dog.jpg'), real(bench, 'eagle.jpg'));
const mirrored: Make = (bench) => madeOnce(bench, 'mirrored.jpg', (path) => sharp(real(bench, 'person.jpg')).flop().jpeg().toFile(path));

const MENU = ['Cafe Solveig', 'Pea soup 4.80', 'Fish cake 6.50', 'Plum tart 3.20', 'Closed on Tuesdays'];
const PLATFORM = ['Platform 7', 'Express to Marlow', 'Departure 15:42', 'Delayed by 20 minutes'];
const LABEL = ['BATCH 88-412', 'Best before 30 JUN 2027', 'Store below 8 C'];

/** Lines of which a reading has less than all words. */
export function unreadLines(text: string, lines: readonly string[]): string[] {
  const plain = plainText(text).toLowerCase().replace(/\s/g, '');
  return lines.filter((line) => !plain.includes(line.toLowerCase().replace(/\s/g, ''))).map((line) => `did not read "${line}"`);
}

function reading(id: string, make: Make, lines: readonly string[]): LoopTask {
  return { id: `picture-read-${id}`, family: 'picture', goal: 'What does it say in this picture?', inputs: async (bench) => [await make(bench)], plan: { steps: [{ id: 'it', tool: 'read_text', inputs: { image: given(`${id}.png`) } }] }, truth: ({ text }) => unreadLines(text, lines) };
}

const menu: Make = (bench) => lettered(bench, 'menu', { lines: MENU });
const platform: Make = (bench) => lettered(bench, 'platform', { lines: PLATFORM, colour: '#ffe', ground: '#114' });
const label: Make = (bench) => lettered(bench, 'label', { lines: LABEL, size: 22, colour: '#644', ground: '#ded' });

export const pictureTasks: readonly LoopTask[] = [
  picture('dog-describe', 'Describe this picture in one sentence.', dog, describe('dog.jpg', 1), { 'a dog': /dog/i }, { 'a cat': /\bcat\b/i, 'a horse': /horse/i }),
  picture('person-describe', 'Describe this picture in two sentences.', person, describe('person.jpg', 2), { 'a person': /person|man|woman|people/i, 'a horse': /horse/i, 'a dog': /dog/i }),
  picture('eagle-describe', 'What is in this picture? One sentence.', eagle, describe('eagle.jpg', 1), { 'a bird': /bird|eagle/i }, { 'two birds': /two birds|2 birds/i }),
  picture('dogs', 'How many dogs are in the picture?', dog, ask('dog.jpg', 'How many dogs are in the picture?'), { one: /\b(?:1|one|a) dog\b/i }),
  picture('eagles', 'How many birds are there?', eagles, ask('two-eagles.jpg', 'How many birds are there?'), { two: /\b(?:2|two)\b/i }),
  picture('cat', 'Is there a cat in the picture?', person, ask('person.jpg', 'Is there a cat in the picture?'), { no: /\bno\b|not/i }, { yes: /\byes\b/i }),
  picture('bicycle', 'Is there a bicycle?', mixed, ask('dog-and-eagle.jpg', 'Is there a bicycle?'), { yes: /\byes\b|there is/i }),
  picture('horse-side', 'Where is the horse?', mirrored, ask('mirrored.jpg', 'Where is the horse?'), { left: /left/i }, { right: /right/i }),
  picture('shirt', 'What is written on the dog\'s collar?', dog, ask('dog.jpg', 'What is written on the dog\'s collar?'), { 'nothing to read': /no text|nothing|not|cannot|can't/i }),
  picture('tart', 'What does the plum tart cost?', menu, ask('menu.png', 'What does the plum tart cost?'), { price: /3[.,]20/ }, { 'another price': /4[.,]80|6[.,]50/ }),
  picture('train', 'When does the train to Marlow leave according to the board, and how late is it?', platform, ask('platform.png', 'When does the train to Marlow leave according to the board, and how late is it?'), { time: /15:42/, delay: /\b20\b/ }),
  picture('batch', 'Until when is this good?', label, ask('label.png', 'Until when is this good?'), { date: /30 ?JUN(?:E)? ?2027/i }),
  reading('menu', menu, MENU),
  reading('platform', platform, PLATFORM),
  reading('label', label, LABEL),
];
