import { judgePage } from '../../../src/tools/browser/index.js';

const kindOf = (text: string, title = ''): string => judgePage({ title, status: 200, media: 0, passwordFields: 0, overlays: [], blocks: text.split('\n').map((line) => ({ text: line })) as never }).kind;

test.each([
  'Whoops! We couldn’t find the page you wanted.', 'The page you requested may have moved or is no longer available.', 'Fehler 404\nDie Seite existiert nicht.', 'Erreur 404 : page introuvable', 'ERR_NAME_NOT_RESOLVED',
  'This service is temporarily unavailable. Please try again later.', 'Sorry, you don\'t have permission to view this page.', 'Error code: 503', 'Access to this page has been denied.', 'Too many requests',
])('an error page that answers 200 is one: %s', (text) => {
  expect(kindOf(text)).toBe('error');
});

test.each([
  'Please confirm that you are not a robot.', 'One more step: prove you’re human.', 'Press & hold to continue', 'Select all squares with traffic lights', 'Slide the arrow to verify', 'Bestätigen Sie, dass Sie kein Roboter sind.',
  'Vérifiez que vous n’êtes pas un robot', 'Type the characters you see in the picture',
])('a test for people is one: %s', (text) => {
  expect(kindOf(text)).toBe('captcha');
});

test.each([
  'You are a real help. Check the list of people before you go.', 'Room 404 is on the fourth floor, next to the library.', 'Drag the pieces to solve the puzzle.', 'Select all pictures that you want to print.',
  'Swimming is forbidden here. The gate is closed from 8 pm.', 'The robot exhibition is open. Are you coming?', 'We found the page of the diary that was missing.', 'You do not have permission to park here.',
])('a page that only has such words is content: %s', (text) => {
  expect(kindOf(text)).toBe('content');
});
