import { isTold, parseGoal } from '../../../src/agents/screenshot/goal/index.js';

/** What a goal is read as, without the words in which it was said. */
function reading(goal: string): unknown {
  return JSON.parse(JSON.stringify(parseGoal(goal), (key, value: unknown) => (key === 'words' ? undefined : value)));
}

describe('one intent in other words', () => {
  test.each([
    ['Tick "News".', ['Could you please tick "News" for me?', 'I would like "News" to be ticked.', 'Make sure that "News" is ticked.', 'Put a tick next to "News", thanks.', '"News" should be ticked.', 'Please just tick off "News".', 'Your task is to tick "News".']],
    ['Untick "News".', ['"News" must not be ticked.', 'Take the tick out of "News".', 'Remove the check mark from "News".']],
    ['Turn off the lamp.', ['The lamp should be off.', 'I want the lamp to be turned off.', 'The lamp has to be switched off.', 'Power off the lamp.']],
    ['Set the volume to 30.', ['The volume should be at 30.', 'Bring the volume down to 30.', 'Let the volume be 30.', 'Set the volume to about 30.']],
    ['Choose "Large", then press Save.', ['After choosing "Large", press Save.', 'Press Save after choosing "Large".', 'Before pressing Save, choose "Large".', 'Once you have chosen "Large", press Save.', 'Go for "Large" and press Save.']],
    ['Rename the folder "Ab" to "Cd".', ['The folder "Ab" shall be called "Cd".', 'I want the folder "Ab" to be called "Cd".', 'Call the folder "Ab" "Cd".']],
    ['Make "Friday" bold.', ['Set "Friday" in bold type and change nothing else.', '"Friday" should be in bold letters.', 'Put "Friday" in bold.']],
    ['Enter "a" into the search box.', ['Key in "a" into the search box.', 'Into the search box enter "a".', 'I need to type "a" into the search box.']],
    ['Open the settings.', ['Would you mind opening the settings?', 'Bring up the settings.', 'Take me to the settings.']],
    ['Close the dialog.', ['Get rid of the dialog.', 'Make the dialog go away.', 'Shut the dialog.']],
    ['Drag "a.txt" onto the bin.', ['Delete "a.txt" by dragging it onto the bin.', 'Pull "a.txt" onto the bin.', '"a.txt" should be moved onto the bin.']],
    ['Click the icon "x".', ['To delete the mail, click the icon "x".', 'Do a click on the icon "x".', 'Remove the mail by clicking the icon "x".']],
    ['Enter Ada Lovelace as the name, enter Rome as the city and press Save.', ['Fill in the form: name Ada Lovelace, city Rome, and press Save.', 'Enter the name Ada Lovelace and the city Rome and press Save.', 'Name: Ada Lovelace, city: Rome. Press Save.']],
    ['Log in as nora with the password x7.', ['I want to be logged in as nora with the password x7.', 'Log me in as nora with the password x7.', 'Sign in as nora with the password "x7".']],
  ])('%s', (plain, others) => {
    for (const other of others) expect({ other, reading: reading(other) }).toEqual({ other, reading: reading(plain) });
  });

  test('whose something is may be said before or after it', () => {
    for (const goal of ['Like the post that @ada wrote.', 'Like @ada\'s post.', 'Like what @ada posted.', 'Like the post written by @ada.']) expect({ goal, reading: reading(goal) }).toMatchObject({ goal, reading: [{ kind: 'click', deed: 'like', target: { relation: { of: { texts: ['@ada'] } } } }] });
  });

  test.each([
    ['Press Save after choosing "Large", then close the dialog.', 'Choose "Large", then press Save, then close the dialog.'],
    ['Press Save once you have ticked "A" and "B", then press Close.', 'Tick "A" and "B", then press Save, then press Close.'],
    ['Start typing "abc" into the search box.', 'Type "abc" into the search box.'],
    ['Begin by pressing Save.', 'Press Save.'],
    ['Name: Ada Lovelace and press Save.', 'Enter Ada Lovelace as the name and press Save.'],
    [`Enter "a"${' '.repeat(20_000)}into the search box.${' '.repeat(20_000)}`, 'Enter "a" into the search box.'],
  ])('what comes after what: %.60s', (other, plain) => {
    expect(reading(other)).toEqual(reading(plain));
  });

  test.each([
    ['Check the box that is red.', { kind: 'choose', words: 'Check the box that is red' }],
    ['Verify that the total is 30.', { kind: 'free' }],
    ['In this comment: press Like.', { kind: 'click', target: { texts: ['Like'] } }],
    ['Email: open the mail of Ada.', { kind: 'open' }],
    ['Do not press Cancel.', { kind: 'free' }],
  ])('%s makes no other instruction of it', (goal, last) => {
    expect(parseGoal(goal).at(-1)).toMatchObject(last);
  });

  test('what forbids to leave something undone is no mere telling', () => {
    expect(isTold('Do not press Cancel')).toBe(true);
    expect(isTold('Do not leave any box unticked')).toBe(false);
    expect(isTold('Do not stop until all boxes are ticked')).toBe(false);
  });

  test('who signs and what is said are filled in before it is handed in', () => {
    for (const goal of ['Sign the guest book as Ada Lovelace and leave the words "So nice".', 'The name is Ada Lovelace; leave the message "So nice".']) {
      expect(reading(goal)).toMatchObject([{ kind: 'enter', value: { text: 'Ada Lovelace' }, field: { texts: ['name'] } }, { kind: 'enter', value: { text: 'So nice' }, field: { kind: 'textarea' } }, { kind: 'click', closes: true }]);
    }
  });

  test.each([
    ['Don\'t press Cancel; press OK.', [{ kind: 'free', words: "Don't press Cancel" }, { kind: 'click', target: { texts: ['OK'] } }]],
    ['Drag "Dentist" to 11:00 on Thursday.', [{ kind: 'drag', to: { at: 'crossing', column: 'Thursday', row: '11:00' } }]],
    ['Set the volume to about a third.', [{ kind: 'choose', share: 1 / 3 }]],
    ['Set the brightness to the maximum.', [{ kind: 'choose', share: 1, from: { texts: ['brightness'] } }]],
    ['Enter the sum of 3 and 4.5 into "Total".', [{ kind: 'enter', value: { from: 'goal', text: '7.5' } }]],
    ['Enter the sum of the prices into "Total".', [{ kind: 'enter', value: { from: 'total', of: [{ texts: ['prices'] }] } }]],
    ['Switch between the tabs to find the link "ab" and click on it.', [{ kind: 'find', target: { texts: ['ab'] } }, { kind: 'click', target: { texts: ['ab'] } }]],
    ['Move the handle until it shows 13.', [{ kind: 'choose', items: ['13'], from: { kind: 'slider' } }]],
    ['In which town does Ana Kovac work? Type it into the field.', [{ kind: 'work-out', value: { from: 'label', of: { texts: ['Ana Kovac'] }, property: 'town' } }, { kind: 'enter', value: { from: 'memory' } }]],
    ['For @ada\'s post click the heart.', [{ kind: 'click', within: { texts: ['@ada'] } }]],
    ['Wash the car should come first, the rest stays as it is.', [{ kind: 'drag', target: { texts: ['Wash the car'] }, to: { at: 'position', position: 1 } }]],
    ['Read the terms to the end, then agree.', [{ kind: 'scroll', toEnd: true }, { kind: 'choose', items: ['I agree'] }]],
    ['Press the plum button first and the kiwi button second, after that Submit.', [{ kind: 'click', target: { texts: ['plum', 'plum button'] } }, { kind: 'click', target: { texts: ['kiwi', 'kiwi button'] } }, { kind: 'click', target: { texts: ['submit'] } }]],
    ['Tick pim and zuN (no others), then press "Save".', [{ kind: 'choose', items: ['pim', 'zuN'] }, { kind: 'click' }]],
    ['Size large, crust thin - then order.', [{ kind: 'choose', items: ['large'], from: { texts: ['size'] } }, { kind: 'choose', items: ['thin'], from: { texts: ['crust'] } }, { kind: 'click', deed: 'order' }]],
    ['Choose Rome, Italy as your town.', [{ kind: 'choose', items: ['Rome, Italy'], from: { texts: ['town'] } }]],
    ['Count the red circles and click the right number below.', [{ kind: 'work-out' }]],
    ['Write the comment "So" below the post by Ada and press Post.', [{ kind: 'enter', field: { texts: ['comment'] } }, { kind: 'click', target: { texts: ['Post'] } }]],
    ['Choose the beach as the trip.', [{ kind: 'choose', items: ['beach'] }]],
    ['Press OK.', [{ kind: 'click', target: { texts: ['OK'] } }]],
    ['Book lunch for Monday, lunch for Friday, and dinner for Friday, then press Go.', [{ kind: 'choose', items: ['lunch on Monday', 'lunch on Friday', 'dinner on Friday'] }, { kind: 'click' }]],
    ['Book the earliest train to Ghent on Friday.', [{ kind: 'click', deed: 'book', target: { relation: { of: { rank: { nth: 1 } } } } }]],
    ['Agree to the rules, do not order the newsletter, and send it.', [{ kind: 'choose', items: ['rules'] }, { kind: 'free' }, { kind: 'click', deed: 'send' }]],
    ['Mark Olga\'s mail with a star.', [{ kind: 'click', deed: 'star', target: { relation: { of: { texts: ['Olga'] } } } }]],
    ['Open the folder Ab/Cd and click on c.txt.', [{ kind: 'open', target: { texts: ['Ab'] } }, { kind: 'open', target: { texts: ['Cd'] } }, { kind: 'click' }]],
    ['Select the word "so" in the note, make it bold.', [{ kind: 'highlight' }, { kind: 'format', text: 'so', style: 'bold' }]],
    ['Check in on 2027-02-03, check out on 2027-02-05, then check out.', [{ kind: 'enter', field: { texts: ['check-in'] } }, { kind: 'enter', field: { texts: ['check-out'] } }, { kind: 'click' }]],
    ['Accept the terms so that you can press "Go".', [{ kind: 'choose', items: ['terms'] }, { kind: 'click', target: { texts: ['Go'] } }]],
    ['Open Letters.', [{ kind: 'open', target: { texts: ['Letters'] } }]],
    ['Water the plants is done. Move its card from Today to Finished.', [{ kind: 'drag', target: { texts: ['card Water the plants', 'Water the plants'] }, to: { thing: { texts: ['Finished'] } } }]],
    ['One of the tabs holds the link "ab". Open it.', [{ kind: 'find', target: { texts: ['ab'] } }, { kind: 'open', target: { texts: ['ab'] } }]],
    ['A new order for the list: "B" should come first.', [{ kind: 'drag', target: { texts: ['B'] } }]],
    ['From Oslo to Rome: book the cheapest one.', [{ kind: 'free' }, { kind: 'click', deed: 'book' }]],
    ['What do the tea and the two cakes cost together? Enter the sum.', [{ kind: 'work-out', value: { from: 'total', of: [{ texts: ['tea'] }, { texts: ['cake'], all: true }] } }, { kind: 'enter', value: { from: 'memory' } }]],
    ['Book the cheapest train from Lyon to Basel on 3 March 2027.', [{ kind: 'enter', value: { text: 'Lyon' }, field: { words: 'from' } }, { kind: 'enter', value: { text: 'Basel' }, field: { words: 'to' } }, { kind: 'enter', value: { text: '3 March 2027' } }, { kind: 'click' }, { kind: 'click', deed: 'book', target: { relation: { of: { rank: { readings: [{ most: false }] } } } } }]],
    ['Transfer 50 euros to Ada.', [{ kind: 'enter', value: { text: 'Ada' } }, { kind: 'enter', value: { text: '50' }, field: { texts: ['amount', 'sum', 'value'] } }, { kind: 'click', deed: 'transfer' }]],
    ['Record a 30 second video.', [{ kind: 'click', deed: 'record' }]],
    ['Add an appointment called "Choir" on Thursday at 11:00.', [{ kind: 'click', target: { texts: ['Thursday, 11:00'] } }, { kind: 'enter', value: { text: 'Choir' } }, { kind: 'click', deed: 'save', closes: true }]],
    ['I want coffee on Tuesday and Friday and tea on Monday. Tick these and save.', [{ kind: 'choose', items: ['coffee on Tuesday', 'coffee on Friday', 'tea on Monday'] }, { kind: 'click', deed: 'save' }]],
    ['Delete the word "so" from the note.', [{ kind: 'edit-text', find: 'so', put: '' }]],
    ['Delete "so" from the list.', [{ kind: 'click', deed: 'delete' }]],
    ['Tell the support about the delay.', [{ kind: 'free' }]],
    ['Make sure only "A" is ticked.', [{ kind: 'choose', items: ['A'], only: true }]],
    ['Open the café "X" and save it.', [{ kind: 'open' }, { kind: 'click', deed: 'save' }]],
    ['Put the songs in the order of their length, the longest first.', [{ kind: 'sort', descending: true }]],
    ['Arrange the songs so that they get longer.', [{ kind: 'sort', descending: false }]],
  ])('%s is read as it is meant', (goal, expected) => {
    expect(parseGoal(goal)).toMatchObject(expected);
  });
});

describe('goals of uncommon length', () => {
  test('blanks between words say nothing and cost nothing', () => {
    expect(reading(`Click${' '.repeat(200_000)}"Send"`)).toEqual(reading('Click "Send"'));
    expect(reading(`Click\t\u00a0${'\t'.repeat(20_000)}"Send".`)).toEqual(reading('Click "Send".'));
  });

  test('a long text to enter is quoted; without quotation marks it is refused in words', () => {
    const text = 'All of it, and more. '.repeat(5_000).trim();
    expect(parseGoal(`Enter "${text}" into the message field.`)).toMatchObject([{ kind: 'enter', value: { text } }]);
    expect(() => parseGoal(`Enter ${text} into the message field.`)).toThrow(expect.objectContaining({ code: 'INPUT_TOO_LARGE', message: expect.stringContaining('quotation marks') as string }) as Error);
  });
});
