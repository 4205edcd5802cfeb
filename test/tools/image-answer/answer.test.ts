import { answerFromFacts, partAnswer } from '../../../src/tools/image-answer/index.js';
import type { ImageFacts } from '../../../src/tools/image/index.js';

const box = { x: 0, y: 0, width: 10, height: 10 };
const dogs: ImageFacts = { width: 100, height: 100, relations: [], missing: [], objects: [1, 2].map(() => ({ label: 'dog', score: 0.8, box, place: 'on the left', colours: ['brown'] })), counts: [{ label: 'dog', count: 2 }], texts: [{ text: 'Keep out', kind: 'paragraph', place: 'at the top', box }], colours: [] };
const thing = (label: string, x: number, place: string, colours: ImageFacts['objects'][number]['colours'] = []): ImageFacts['objects'][number] => ({ label, score: 0.8, box: { ...box, x }, place, colours });
const street: ImageFacts = {
  ...dogs, texts: [], objects: [thing('person', 10, 'on the left'), thing('dog', 20, 'on the left', ['black']), thing('horse', 80, 'on the right', ['brown']), thing('car', 50, 'in the centre', ['red']), thing('car', 85, 'on the right', ['white'])],
  counts: [{ label: 'person', count: 1 }, { label: 'dog', count: 1 }, { label: 'horse', count: 1 }, { label: 'car', count: 2 }],
};

test.each([
  ['How many dogs are there?', 'There are 2 dogs in the picture: on the left, on the left.'],
  ['Is there a cat?', 'No, I found no cat.'],
  ['How many cats are there?', 'Found no cats in the picture.'],
  ['Where is the dog?', 'The dog is on the left.'],
  ['What colour is the dog?', 'The dog looks brown.'],
  ['What does the sign say?', 'It says “Keep out”.'],
  ['Which words can you read?', 'It says “Keep out”.'],
  ['What text is on the sign?', 'It says “Keep out”.'],
  ['What is written there?', 'It says “Keep out”.'],
  ["What's written on the board in the picture?", 'It says “Keep out”.'],
  ['Can you read the text out to me?', undefined],
  ['Please read the text.', 'It says “Keep out”.'],
  ['Is there any text?', 'Yes: “Keep out”.'],
  ['Is there any text in German?', 'It says “Keep out”. I cannot tell whether all of this is what is asked for: “in german”.'],
  ['What does the second sign say?', 'It says “Keep out”. I cannot tell whether all of this is what is asked for: “the second sign”.'],
  ['What text is at the bottom?', 'It says “Keep out”. I cannot tell whether all of this is what is asked for: “the bottom”.'],
  ['Which words are in capitals?', 'It says “Keep out”. I cannot tell whether all of this is what is asked for: “capitals”.'],
  ['What colour is the text on the sign?', undefined],
  ['What language is the text in?', undefined],
  ['Which word is misspelled?', undefined],
  ['What is the text about?', undefined],
  ['Which sign has the most words?', undefined],
  ['How many unicorns are there?', 'I cannot tell: the detector does not know "unicorns".'],
])('%s', (question, answer) => {
  expect(answerFromFacts(question, dogs)).toBe(answer);
});

test.each([
  ['How many animals can you see?', 'There are 2 animals (1 dog, 1 horse) in the picture: on the left, on the right.'],
  ['how many people and horses are in this photo', 'There is 1 person in the picture: on the left. There is 1 horse in the picture: on the right.'],
  ['How many cars are there and where are they?', 'There are 2 cars in the picture: in the centre, on the right. The cars are in the centre and on the right.'],
  ['Where is the horse, left or right of the dog?', 'The horse is to the right of the dog.'],
  ['Is the person to the left or to the right of the dog in the picture?', 'The person is to the left of the dog.'],
  ['Where are the cars?', 'The cars are in the centre and on the right.'],
  ['How many red cars are there?', 'There is 1 red car in the picture: in the centre.'],
  ['How many cars are on the right?', 'There is 1 car in the picture: on the right.'],
  ['Please tell me if there is a bus in it.', 'No, I found no bus.'],
  ['Is there a dog or a cat?', 'Yes, 1 dog on the left. No, I found no cat.'],
  ['Which animals are in the picture?', 'In the picture: 1 dog, 1 horse.'],
  ['Are there more cars than dogs in the picture?', 'Yes: 2 cars and 1 dog were found.'],
  ['Is the dog to the left of the horse?', 'Yes: the dog is on the left and the horse on the right.'],
  ['Is there a dog on the left and a horse on the right?', 'Yes, 1 dog on the left. Yes, 1 horse on the right.'],
  ['How many cars are on the right and dogs on the left?', 'There is 1 car in the picture: on the right. There is 1 dog in the picture: on the left.'],
  ['Which animals are on the right?', 'There: 1 horse.'],
  ['Are there more cars than dogs on the left?', 'No: 0 cars and 1 dog were found.'],
  ['Is the car on the right red?', 'No, the car looks white.'],
  ['Are the cars red?', 'Only 1 of 2: the cars look red and white.'],
  ['What colour is the car on the right?', 'The car looks white.'],
  ['Where is the red car?', 'The red car is in the centre.'],
  ['How many dogs are there and is one of them black?', 'There is 1 dog in the picture: on the left. I cannot tell this from the picture: is one of the dogs black.'],
  ['What is the woman doing, and how many dogs are there?', 'I cannot tell this from the picture: what is the woman doing. There is 1 dog in the picture: on the left.'],
])('%s', (question, answer) => {
  expect(answerFromFacts(question, street)).toBe(answer);
});

test('where two things are level, none is said to be to one side of the other', () => {
  const level: ImageFacts = { ...street, objects: [thing('cup', 20, 'in the centre'), { ...thing('vase', 20, 'in the centre'), box: { ...box, x: 20, y: 40 } }] };
  expect(answerFromFacts('Is the cup left or right of the vase?', level)).toBe('The cup is neither left nor right of the vase: their middles are level.');
  expect(answerFromFacts('Is the cup above or below the vase?', level)).toBe('The cup is above the vase.');
});

test.each([
  ['How many plants are there?', 'There are 2 potted plants in the picture: on the left, on the right.'],
  ['How many TVs are there?', 'There is 1 tv in the picture: in the centre.'],
  ['Is there a table?', 'Yes, 1 dining table in the centre.'],
  ['How many ladies are there?', 'There are 2 people in the picture: on the left, on the right. I cannot tell whether they are what is called “ladies”: the detector sees people.'],
  ['How many lights are there?', 'I cannot tell: the detector does not know "lights".'],
])('things are known by what people call them: %s', (question, answer) => {
  const room: ImageFacts = { ...street, objects: [thing('potted plant', 10, 'on the left'), thing('potted plant', 90, 'on the right'), thing('tv', 50, 'in the centre'), thing('dining table', 50, 'in the centre'), thing('person', 10, 'on the left'), thing('person', 90, 'on the right')] };
  expect(answerFromFacts(question, room)).toBe(answer);
});

// Answering these by what is there at all would be an answer to another question.
test.each(['Who owns the dog?', 'Is the car parked?', 'Are there more cars than dogs in the garden?', 'Where is the dog looking?', "What colour is the dog's collar?", 'What colour is the sky behind the car?'])('what the facts cannot answer is left open: %s', (question) => {
  expect(answerFromFacts(question, street)).toBeUndefined();
});

test.each([
  ['What animal is on the windowsill?', 'In the picture: 1 dog, 1 horse. I cannot tell of which of them this holds: “on the windowsill”.'],
  ['Which animals are sleeping?', 'In the picture: 1 dog, 1 horse. I cannot tell of which of them this holds: “sleeping”.'],
  ['Which animals are in this picture and how many of each?', 'In the picture: 1 dog, 1 horse. There are 2 animals (1 dog, 1 horse) in the picture: on the left, on the right.'],
  ['Is there a dog or a horse, and how many of them?', 'Yes, 1 dog on the left. Yes, 1 horse on the right. There is 1 dog in the picture: on the left. There is 1 horse in the picture: on the right.'],
  ['How many vehicles are parked in front of the house?', 'There are 2 vehicles (2 cars) in the picture: in the centre, on the right. I cannot tell of which of them this holds: “parked in front of the house”.'],
  ['How many people are wearing hats?', 'There is 1 person in the picture: on the left. I cannot tell whether this holds of it: “wearing hats”.'],
  ['How many sleeping dogs are there?', 'There is 1 dog in the picture: on the left. I cannot tell whether this holds of it: “sleeping”.'],
  ['Is there a dog that looks at the camera?', 'Found 1 dog on the left. I cannot tell whether this holds of it: “looks at the camera”.'],
  ['How many people are in the middle of the road?', 'There is 1 person in the picture: on the left. I cannot tell whether this holds of it: “in the middle of the road”.'],
  ['Is there a woman?', 'Found 1 person on the left. I cannot tell whether it is what is called “woman”: the detector sees people.'],
  ['Where is the man with the hat?', 'Found 1 person on the left. I cannot tell whether it is what is called “man”: the detector sees people. I cannot tell whether this holds of it: “with the hat”.'],
  ['Is there a piece of furniture?', 'No, I found no piece of furniture.'],
  ['Are there any electronic devices?', 'No, I found no electronic devices.'],
  ['Are there no cats in the picture?', 'Right, I found no cats.'],
  ['Are there no dogs?', 'There is something, 1 dog on the left.'],
  ['Is nobody there?', 'There is something, 1 person on the left.'],
  ['Is it a dog or a cat?', 'Yes, 1 dog on the left. No, I found no cat.'],
  ['What is to the right of the dog?', 'Found to the right of the dog: 1 horse, 2 cars.'],
  ['Are there two cars?', 'Yes: there are 2 cars in the picture.'],
  ['Are there two dogs?', 'No: there is 1 dog in the picture.'],
  ['Are there more than two cars?', 'No: there are 2 cars in the picture.'],
  ['Are there at least two vehicles on the right?', 'No: there is 1 car in that place.'],
  ['Are there two sleeping dogs?', undefined],
  ['Is there any text in the picture?', 'No text can be read in the picture.'],
])('what is known is said, and what is not is named: %s', (question, answer) => {
  expect(answerFromFacts(question, street)).toBe(answer);
});

test('where nothing answers a question, what was found of its things is said', () => {
  expect(partAnswer('What is the woman doing?', street)).toBe('I cannot tell this from the picture: what is the woman doing. Found: 1 person on the left.');
  expect(partAnswer('What is the horse doing, and what colour is the saddle?', street)).toBe('I cannot tell this from the picture: what is the horse doing. I cannot tell this from the picture: what colour is the saddle. Found: 1 horse on the right (brown as a whole).');
  expect(partAnswer('Who owns the castle?', { ...street, objects: [] })).toBeUndefined();
});

test('a question that the text of a picture may answer is no matter of counting things', () => {
  expect(answerFromFacts('How many apples does the cake need?', { ...dogs, texts: [{ text: 'Take 4 apples', kind: 'paragraph', place: 'at the top', box }] })).toBeUndefined();
});

test('a tie belongs to the person whose box it lies in; where none was found, it may have been overlooked', () => {
  const person = (x: number, place: string): ImageFacts['objects'][number] => ({ ...thing('person', x, place), box: { x, y: 0, width: 40, height: 90 } });
  const tie = { ...thing('tie', 15, 'on the left'), box: { x: 15, y: 20, width: 5, height: 20 } };
  const two: ImageFacts = { ...street, objects: [person(0, 'on the left'), person(60, 'on the right'), tie] };
  expect(answerFromFacts('Are the two men wearing ties?', two)).toBe('A tie lies within 1 person on the left. I cannot tell whether there is a tie on the person on the right: none was found, and small things are overlooked. I cannot tell whether they are what is called “men”: the detector sees people.');
  expect(answerFromFacts('Is the person on the left wearing a tie?', two)).toBe('Yes: a tie lies within 1 person on the left.');
  expect(answerFromFacts('Is there a tie on the man on the right?', two)).toMatch(/^I cannot tell whether there is a tie on the person on the right/);
  expect(answerFromFacts('Is the man wearing a hat?', two)).toBe('I cannot tell that: the detector does not know “hat”.');
});

test.each([
  ['Is the person wearing a red tie?', 'A tie lies within 1 person on the left. I cannot tell whether this is as asked: “a red tie”.'],
  ['Is the person wearing a striped tie?', 'A tie lies within 1 person on the left. I cannot tell whether this is as asked: “a striped tie”.'],
  ['Is the person wearing two ties?', 'A tie lies within 1 person on the left. I cannot tell whether this is as asked: “two ties”.'],
  ['Is the person wearing no tie?', 'A tie lies within 1 person on the left. I cannot tell whether this is as asked: “no tie”.'],
  ['Is there a green tie on the person?', 'A tie lies within 1 person on the left. I cannot tell whether this is as asked: “a green tie”.'],
  ['Is the man wearing a tie?', 'A tie lies within 1 person on the left. I cannot tell whether it is what is called “man”: the detector sees people.'],
  ['Are the two people wearing ties?', 'A tie lies within 1 person on the left. I cannot tell which are meant: the question speaks of 2, and 1 was found.'],
  ['Is the person carrying a bag?', 'I cannot tell whether there is a bag on the person on the left: none was found, and small things are overlooked.'],
])('a worn thing is no yes where more is asked of it or of who wears it: %s', (question, answer) => {
  const facts: ImageFacts = { ...street, objects: [{ ...thing('person', 0, 'on the left'), box: { x: 0, y: 0, width: 40, height: 90 } }, { ...thing('tie', 15, 'on the left', ['blue']), box: { x: 15, y: 20, width: 5, height: 20 } }] };
  expect(answerFromFacts(question, facts)).toBe(answer);
});

test.each([
  ['Is there a car and how many people are on it?', 'There is 1 person in the picture: on the left. I cannot tell whether this holds of it: “on the car”.'],
  ['Is there a house? How many people are in it?', 'There is 1 person in the picture: on the left. I cannot tell whether this holds of it: “in it”.'],
  ['Are there horses and how many people have one?', 'There is 1 person in the picture: on the left. I cannot tell whether this holds of it: “one”.'],
  ['How many people have one?', 'There is 1 person in the picture: on the left. I cannot tell whether this holds of it: “one”.'],
  ['Is there a car in the picture, and how many dogs are there in it?', 'There is 1 dog in the picture: on the left. I cannot tell whether this holds of it: “in the car”.'],
  ['Is there a barn and how many dogs does it have?', 'There is 1 dog in the picture: on the left. I cannot tell whether this holds of it: “it have”.'],
])('a pronoun behind a thing limits it: %s', (question, answer) => {
  expect(answerFromFacts(question, street)).toContain(answer);
});

test.each([
  ['How many people are in it?', 'There is 1 person in the picture: on the left.'],
  ['Here is a photo. How many people can you see in it?', 'There is 1 person in the picture: on the left.'],
  ['How many dogs does it show?', 'There is 1 dog in the picture: on the left.'],
  ['How many cars are in this picture, and is there a dog in it?', 'There are 2 cars in the picture: in the centre, on the right. Yes, 1 dog on the left.'],
  ['Does this photo show a dog?', 'Yes, 1 dog on the left.'],
  ['Does the house have people in it?', undefined],
])('unless it is the picture: %s', (question, answer) => {
  expect(answerFromFacts(question, street)).toBe(answer);
});

test.each([
  ['Is there a pet?', 'Found 1 bird in the centre. I cannot tell whether it is what is called “pet”: the detector sees birds.'],
  ['How many farm animals are there?', 'There is 1 horse in the picture: on the right. I cannot tell whether it is what is called “farm animals”: the detector sees horses.'],
  ['Are there two wild animals?', 'No, I found no wild animals.'],
  ['Is there livestock?', 'Found 1 horse on the right. I cannot tell whether it is what is called “livestock”: the detector sees horses.'],
  ['Are there two ladies?', 'Found 2 people on the left and on the right. I cannot tell whether they are what is called “ladies”: the detector sees people.'],
  ['Are there more women than men?', 'Found 2 people on the left and on the right. I cannot tell whether they are what is called “women”: the detector sees people. Found 2 people on the left and on the right. I cannot tell whether they are what is called “men”: the detector sees people.'],
  ['Where is the pet?', 'Found 1 bird in the centre. I cannot tell whether it is what is called “pet”: the detector sees birds.'],
  ['What colour is the duck?', 'The duck looks white. I cannot tell whether it is what is called “duck”: the detector sees birds.'],
  ['Is the pet to the left of the horse?', 'Yes: the bird is in the centre and the horse on the right. I cannot tell whether it is what is called “pet”: the detector sees birds.'],
  ['Is the horse left or right of the duck?', 'The horse is to the right of the bird. I cannot tell whether it is what is called “duck”: the detector sees birds.'],
  ['Is there an animal?', 'Yes, 2 animals (1 bird, 1 horse) in the centre and on the right.'],
])('what says more than a class is left open: %s', (question, answer) => {
  const farm: ImageFacts = { ...street, objects: [thing('bird', 50, 'in the centre', ['white']), thing('horse', 80, 'on the right'), thing('person', 10, 'on the left'), thing('person', 90, 'on the right')] };
  expect(answerFromFacts(question, farm)).toBe(answer);
});

test.each([
  ['Are there dogs but no cats?', 'Yes, 1 dog on the left. Right, I found no cats.'],
  ['Is there a dog and no horse?', 'Yes, 1 dog on the left. There is something, 1 horse on the right.'],
  ['Is there no cat but a horse?', 'Right, I found no cat. Yes, 1 horse on the right.'],
  ['Are there no cats or dogs?', 'Right, I found no cats. There is something, 1 dog on the left.'],
  ['Is there a dog without a collar?', 'Found 1 dog on the left. I cannot tell whether this holds of it: “without a collar”.'],
  ['Is there a dog with no collar?', 'Found 1 dog on the left. I cannot tell whether this holds of it: “with no collar”.'],
  ['Is there a red car or a blue one?', 'Yes, 1 red car in the centre. No, I found no blue car.'],
  ['Is there a black car or a white one on the right?', 'No, I found no black car. Yes, 1 white car on the right.'],
  ['Are there cars and a big one?', 'Yes, 2 cars in the centre and on the right. Found 2 cars in the centre and on the right. I cannot tell of which of them this holds: “big”.'],
  ['Does it show 3 cars?', 'Found 2 cars in the centre and on the right. I cannot tell which are meant: the question speaks of 3, and 2 were found.'],
  ['Are the three cars red?', 'The cars look red and white. I cannot tell which are meant: the question speaks of 3, and 2 were found.'],
  ['Are the two cars red?', 'Only 1 of 2: the cars look red and white.'],
  ['Where are the two dogs?', 'Found 1 dog on the left. I cannot tell which are meant: the question speaks of 2, and 1 was found.'],
])('each thing is denied, counted and named by itself: %s', (question, answer) => {
  expect(answerFromFacts(question, street)).toBe(answer);
});
