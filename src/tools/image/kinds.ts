/**
 * Words for several classes of the detector at once: the supercategories of COCO (Lin et al., 2014) and what people call them. A class stands in a
 * kind only where people would call it so: COCO counts toilets as furniture.
 */
const ANIMALS = ['bird', 'cat', 'dog', 'horse', 'sheep', 'cow', 'elephant', 'bear', 'zebra', 'giraffe'];
const MAMMALS = ANIMALS.filter((label) => label !== 'bird');
const VEHICLES = ['bicycle', 'car', 'motorcycle', 'airplane', 'bus', 'train', 'truck', 'boat'];
const FRUITS = ['banana', 'apple', 'orange'];
const VEGETABLES = ['broccoli', 'carrot'];
const FOOD = [...FRUITS, ...VEGETABLES, 'sandwich', 'hot dog', 'pizza', 'donut', 'cake'];
const FURNITURE = ['chair', 'couch', 'bed', 'dining table', 'bench'];
const ELECTRONICS = ['tv', 'laptop', 'mouse', 'remote', 'keyboard', 'cell phone'];
const APPLIANCES = ['microwave', 'oven', 'toaster', 'refrigerator'];
const CUTLERY = ['fork', 'knife', 'spoon'];
const DISHES = ['cup', 'bowl', 'wine glass'];
const BAGS = ['backpack', 'handbag', 'suitcase'];
const SPORTS = ['frisbee', 'skis', 'snowboard', 'sports ball', 'baseball bat', 'baseball glove', 'skateboard', 'surfboard', 'tennis racket'];

export const KINDS: Readonly<Record<string, readonly string[]>> = {
  animal: ANIMALS, mammal: MAMMALS,
  vehicle: VEHICLES, fruit: FRUITS, vegetable: VEGETABLES, food: FOOD, furniture: FURNITURE, 'piece of furniture': FURNITURE, 'piece of fruit': FRUITS, 'electronic device': ELECTRONICS, cutlery: CUTLERY,
};

/** As `KINDS`, of words that say more than the classes that they name: a bird may be wild, and an elephant somebody's. */
export const NARROWER_KINDS: Readonly<Record<string, readonly string[]>> = {
  pet: ['cat', 'dog', 'bird'], livestock: ['horse', 'sheep', 'cow'], 'farm animal': ['horse', 'sheep', 'cow'], 'wild animal': ['elephant', 'bear', 'zebra', 'giraffe'],
};

/** As `KINDS`, of words by which a text may well mean what the detector does not know: somebody asks for it, and no claim is read from them. */
export const LOOSE_KINDS: Readonly<Record<string, readonly string[]>> = {
  creature: ANIMALS, beast: ANIMALS, 'means of transport': VEHICLES, 'means of transportation': VEHICLES, 'two-wheeler': ['bicycle', 'motorcycle'],
  electronics: ELECTRONICS, device: ELECTRONICS, gadget: ELECTRONICS, appliance: APPLIANCES, 'household appliance': APPLIANCES, 'kitchen appliance': APPLIANCES, silverware: CUTLERY,
  tableware: [...CUTLERY, ...DISHES], utensil: CUTLERY, bag: BAGS, 'piece of luggage': BAGS, 'sports equipment': SPORTS, 'sports gear': SPORTS,
};

/**
 * Words that say more than the class that they name: the detector sees a person, not that it is a woman. What is found of them is told by its class,
 * and whether it is one is left open.
 */
export const NARROWER: Readonly<Record<string, readonly string[]>> = {
  person: [
    'man', 'woman', 'boy', 'girl', 'child', 'kid', 'lady', 'guy', 'baby', 'gentleman', 'adult', 'teenager', 'toddler', 'pedestrian', 'rider', 'cyclist', 'skier', 'surfer', 'driver', 'passenger',
    'player', 'athlete', 'worker', 'tourist', 'dancer', 'musician', 'spectator', 'policeman', 'soldier', 'farmer', 'teacher', 'student', 'waiter',
  ],
  bird: ['eagle', 'pigeon', 'duck', 'gull', 'hawk', 'parrot', 'owl', 'sparrow', 'crow', 'goose', 'swan'],
  dog: ['puppy', 'hound'], cat: ['kitten'], horse: ['pony', 'foal', 'stallion', 'mare'], sheep: ['lamb', 'ram'], cow: ['bull', 'calf', 'ox'],
  car: ['sedan', 'taxi', 'suv'], motorcycle: ['scooter', 'moped'], airplane: ['jet'], truck: ['pickup'], boat: ['ship', 'sailboat', 'yacht', 'canoe'],
  'sports ball': ['football', 'basketball'], 'wine glass': ['goblet'],
};
