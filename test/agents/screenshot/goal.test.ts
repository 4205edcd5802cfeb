import { parseGoal, type SubGoal } from '../../../src/agents/screenshot/goal/index.js';

/** The parts of a goal without their wording. */
function parts(goal: string): Partial<SubGoal>[] {
  return parseGoal(goal);
}

describe('goals as things that can be seen', () => {
  test('a list of things to choose and a button to press are parts of their own', () => {
    expect(parts('Select milk, brown bread and eggs and then press Order.')).toMatchObject([
      { kind: 'choose', items: ['milk', 'brown bread', 'eggs'], on: true },
      { kind: 'click', target: { texts: ['Order'] } },
    ]);
  });

  test('quoted text keeps its commas, stops and verbs', () => {
    expect(parts('Type "Hello, then click. Bye" into the "Note" field.')).toMatchObject([
      { kind: 'enter', value: { from: 'goal', text: 'Hello, then click. Bye' }, field: { texts: ['Note'], quoted: true, kind: 'input' } },
    ]);
  });

  test.each([
    ['Click the 2nd large red circle.', { kind: 'click', target: { ordinal: 2, size: 'large', colour: 'red', shape: 'circle' } }],
    ['Click on the button in the dialog labelled "Keep".', { kind: 'click', target: { texts: ['Keep'], kind: 'button', relation: { is: 'in', of: { kind: 'dialog' } } } }],
    ['Press the Escape key.', { kind: 'key', chord: 'Escape' }],
    ['Press ctrl+s', { kind: 'key', chord: 'Control+S' }],
    ['Double-click the file "a.txt".', { kind: 'click', count: 2, target: { texts: ['a.txt'] } }],
    ['Uncheck "News".', { kind: 'choose', items: ['News'], on: false }],
    ['Select nothing.', { kind: 'choose', items: [], every: false }],
    ['Tick all checkboxes.', { kind: 'choose', every: true }],
    ['Press "More" until the total is above 40.', { kind: 'until', holds: { is: 'more', value: 40 } }],
    ['Set the volume slider to 30.', { kind: 'choose', items: ['30'], from: { kind: 'slider' } }],
    ['Choose France from the country list.', { kind: 'choose', items: ['France'], from: { kind: 'select' } }],
    ['Drag the blue square onto the red circle.', { kind: 'drag', target: { colour: 'blue', shape: 'square' }, to: { at: 'thing', thing: { colour: 'red', shape: 'circle' } } }],
    ['How many blue triangles are there?', { kind: 'work-out', value: { from: 'count', of: { colour: 'blue', shape: 'triangle' } } }],
    ['What does the lamp cost?', { kind: 'answer' }],
    ['Enter 3/4/2025 as the date.', { kind: 'enter', value: { text: '3/4/2025' }, field: { texts: ['date'] } }],
    ['Write "ab" in all upper case letters in the name field.', { kind: 'enter', letters: 'upper', field: { texts: ['name', 'name field'] } }],
    ['Enter the value of Weight into the text field.', { kind: 'enter', value: { from: 'label', of: { texts: ['Weight'] } } }],
    ['Scroll down to the bottom.', { kind: 'scroll', direction: 'down', toEnd: true }],
    ['Select File > Export > Picture.', { kind: 'menu', items: ['File', 'Export', 'Picture'] }],
    ['Drag the circle to the right.', { kind: 'drag', to: { at: 'side', direction: 'right' } }],
    ['Move "x" to the 3rd position.', { kind: 'drag', to: { at: 'position', position: 3 } }],
    ['Sort the numbers in decreasing order.', { kind: 'sort', descending: true }],
    ['Enter a word that starts with "Po" and ends with "al".', { kind: 'enter', value: { from: 'suggestion', starts: 'Po', ends: 'al' } }],
    ['Click the "Like" button on 2 posts by @ada.', { kind: 'each', count: 2, owner: { texts: ['@ada'] } }],
    ['Click the button with the largest number.', { kind: 'extreme', most: true }],
    ['Click the largest circle.', { kind: 'click', target: { size: 'largest', shape: 'circle' } }],
    ['Press the up arrow 3 times.', { kind: 'key', chord: 'ArrowUp', times: 3 }],
    ['Upload the file "cv.txt".', { kind: 'upload', file: 'cv.txt' }],
    ['Make the word "river" bold.', { kind: 'format', text: 'river', style: 'bold' }],
    ['Select Bed and Breakfast from the list.', { kind: 'choose', items: ['Bed', 'Breakfast'], whole: 'Bed and Breakfast' }],
    ['Click on their phone number.', { kind: 'click', target: { texts: ['phone', 'phone number'] } }],
    ['Expand the section "Delivery".', { kind: 'open', open: true, target: { texts: ['Delivery'] } }],
    ['Set the departure date to March 14, 2025.', { kind: 'enter', value: { text: 'March 14, 2025' }, field: { texts: ['departure date'] } }],
    ['Choose the 9th of May 2025.', { kind: 'enter', value: { text: 'the 9th of May 2025' } }],
    ['Turn off "News".', { kind: 'choose', items: ['News'], on: false }],
    ['Tick everything except "Sugar".', { kind: 'choose', every: true, except: ['Sugar'] }],
    ['Tick all songs but "Rain".', { kind: 'choose', every: true, except: ['Rain'] }],
    ['In the menu "File" open "Export" and choose "As picture".', { kind: 'menu', items: ['File', 'Export', 'As picture'] }],
    ['In the menu go to "Shop", then to "Shoes", and choose "Boots".', { kind: 'menu', items: ['Shop', 'Shoes', 'Boots'] }],
    ['Highlight the words "in the end" in green.', { kind: 'format', text: 'in the end', style: 'green' }],
    ['Paint the boat red.', { kind: 'choose', items: ['red'] }],
    ['Drag "C" to the list "Done", between "A" and "B".', { kind: 'drag', to: { at: 'beside', thing: { texts: ['A'] }, before: false } }],
    ['Move "C" from Open into Done, so that it stands below Ann and above Bo.', { kind: 'drag', target: { texts: ['C'] }, to: { at: 'beside', thing: { texts: ['Ann'] }, before: false } }],
    ['Enter the key of the parcel into the field "Tracking".', { kind: 'enter', value: { from: 'label', of: { texts: ['parcel'] } } }],
    ['Take the soap off the list.', { kind: 'click', deed: 'remove', target: { texts: ['remove', 'delete', '×', 'x'], relation: { of: { texts: ['soap'] } } } }],
    ['Write "On my way" to Ben.', { kind: 'enter', recipient: { texts: ['Ben'] } }],
    ['Delete the draft that is shown; there is a key for it.', { kind: 'click', deed: 'delete', target: { words: 'Delete the draft that is shown' } }],
    ['Give it 4 stars.', { kind: 'rate', value: 4 }],
    ['Drag "Eggs" to the top of the list.', { kind: 'drag', to: { at: 'position', position: 1 } }],
    ['Move "Eggs" below "Milk".', { kind: 'drag', to: { at: 'beside', before: false, thing: { texts: ['Milk'] } } }],
    ['Move the volume slider to 70%.', { kind: 'choose', items: ['70'], from: { kind: 'slider' } }],
    ['Add the "Desk lamp" to the cart.', { kind: 'click', deed: 'add', target: { relation: { of: { texts: ['Desk lamp'] } } } }],
    ['Press the Edit button for Chen.', { kind: 'click', target: { texts: ['Edit', 'Edit button for Chen'], relation: { of: { texts: ['Chen'] } } } }],
    ['Delete the message from Nora.', { kind: 'click', deed: 'delete', target: { relation: { of: { texts: ['Nora'] } } } }],
    ['Go to page 3.', { kind: 'click', target: { texts: ['page 3', '3'] } }],
    ['Underline the word "never".', { kind: 'format', text: 'never', style: 'underline' }],
    ['Select the word "harbour" in the text.', { kind: 'highlight', target: { texts: ['harbour'] } }],
    ['Open the context menu of "a.txt".', { kind: 'click', button: 'right', target: { texts: ['a.txt'] } }],
    ['Click Add to basket.', { kind: 'click', target: { texts: ['Add to basket'] } }],
  ])('%s', (goal, part) => {
    expect(parts(goal)).toMatchObject([part]);
  });

  test('what was found is where the next instruction holds', () => {
    expect(parts('Find the row of "Ada" and click its pencil icon.')).toMatchObject([{ kind: 'find' }, { kind: 'click', target: { kind: 'icon' }, within: { relation: { of: { texts: ['Ada'] } } } }]);
  });

  test('several labelled values go into several fields', () => {
    expect(parts('Enter the user name "ada" and the password "x y" and press Login.')).toMatchObject([
      { kind: 'enter', value: { text: 'ada' }, field: { texts: ['user name'] } }, { kind: 'enter', value: { text: 'x y' }, field: { texts: ['password'] } }, { kind: 'click', target: { texts: ['Login'] } },
    ]);
  });

  test.each([
    ['Set adults to 3 and children to 2.', [{ items: ['3'], from: { texts: ['adults'] } }, { items: ['2'], from: { texts: ['children'] } }]],
    ['Set check-in to 06/01/2024 and check-out to 06/08/2024.', [{ kind: 'enter', value: { text: '06/01/2024' } }, { kind: 'enter', field: { texts: ['check-out'] } }]],
    ['Enter "Ada" as the first name and "London" as the city.', [{ kind: 'enter', value: { text: 'Ada' } }, { kind: 'enter', value: { text: 'London' }, field: { texts: ['city'] } }]],
    ['Enable Sound and disable Vibration.', [{ items: ['Sound'], on: true }, { items: ['Vibration'], on: false }]],
    ['Set the apples to 5 and take the pears off the list.', [{ items: ['5'], from: { texts: ['apples'] } }, { kind: 'click', deed: 'remove' }]],
    ['Rent the boat from 3 to 9 May 2026: choose these days and press Go.', [{ value: { text: '3 May 2026' } }, { value: { text: '9 May 2026' } }, { kind: 'click', target: { texts: ['Go'] } }]],
    ['Search for the city "Rome": type it and choose "Rome, Italy" from the suggestions.', [{ kind: 'enter', value: { text: 'Rome' } }, { kind: 'choose', items: ['Rome, Italy'] }]],
    ['Open the settings: turn on "Sound".', [{ kind: 'open' }, { kind: 'choose', items: ['Sound'] }]],
    ['Start the timer and stop it when it shows more than 2 minutes.', [{ deed: 'start' }, { kind: 'await', holds: { is: 'more', value: 2, seconds: 120 } }, { deed: 'stop' }]],
    ['Book seat B7.', [{ kind: 'choose', items: ['seat B7'] }, { kind: 'click', deed: 'book' }]],
    ['Click Account, then Settings.', [{ target: { texts: ['Account'] } }, { target: { texts: ['Settings'] } }]],
    ['Enter 41 on the keypad.', [{ target: { texts: ['4'] } }, { target: { texts: ['1'] } }]],
    ['Search for "tea" and open the second result.', [{ kind: 'enter' }, { kind: 'key', chord: 'Enter' }, { kind: 'open', target: { ordinal: 2 } }]],
    ['Forward the email from Eve to kim@x.org.', [{ target: { texts: ['Eve'] } }, { target: { texts: ['forward'] } }, { value: { text: 'kim@x.org' } }, { target: { texts: ['send', 'forward', 'submit'] } }]],
  ])('%s asks for several things', (goal, expected) => {
    expect(parts(goal)).toMatchObject(expected);
  });

  test('a message is opened before it is answered', () => {
    expect(parts('Find the letter by Bo and reply to them with the text "On my way".')).toMatchObject([
      { kind: 'find' }, { kind: 'click', target: { texts: ['Bo'] } }, { kind: 'click', target: { texts: ['reply'] } }, { kind: 'enter', value: { text: 'On my way' } }, { kind: 'click', target: { texts: ['send', 'reply', 'submit'] } },
    ]);
  });

  test('words that no rule reads are left to the model', () => {
    expect(parts('Make yourself at home')).toMatchObject([{ kind: 'free' }]);
  });

  test.each(['', '.', '"', '"""', '⟦0⟧', 'and and and', 'click', 'drag', 'select', 'enter', "''", 'x'.repeat(5_000)])('%j is no reason to fail', (goal) => {
    expect(() => parseGoal(goal)).not.toThrow();
  });
});
