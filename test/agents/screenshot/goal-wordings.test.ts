import { parseGoal } from '../../../src/agents/screenshot/goal/index.js';

/** What a goal is read as, without the words in which it was said. */
function reading(goal: string): unknown {
  return JSON.parse(JSON.stringify(parseGoal(goal), (key, value: unknown) => (key === 'words' ? undefined : value)));
}

describe('one intent in other words', () => {
  test.each([
    ['Tick "News".', ['Could you please tick "News" for me?', 'I would like "News" to be ticked.', 'Make sure that "News" is ticked.', 'Put a tick next to "News", thanks.', '"News" should be ticked.', 'Please just tick off "News".', 'Your task is to tick "News".']],
    ['Untick "News".', ['"News" must not be ticked.', 'Take the tick out of "News".', 'Remove the check mark from "News".']],
    ['Turn off the lamp.', ['The lamp should be off.', 'I want the lamp to be turned off.', 'The lamp has to be switched off.', 'Power off the lamp.']],
    ['Set the volume to 30.', ['The volume should be at 30.', 'Bring the volume down to 30.', 'Let the volume be 30.', 'Set the volume to about 30 percent.']],
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

  test('who signs and what is said are filled in before it is handed in', () => {
    for (const goal of ['Sign the guest book as Ada Lovelace and leave the words "So nice".', 'The name is Ada Lovelace; leave the message "So nice".']) {
      expect(reading(goal)).toMatchObject([{ kind: 'enter', value: { text: 'Ada Lovelace' }, field: { texts: ['name'] } }, { kind: 'enter', value: { text: 'So nice' }, field: { kind: 'textarea' } }, { kind: 'click', closes: true }]);
    }
  });

  test.each([
    ['Don\'t press Cancel; press OK.', [{ kind: 'free', words: "Don't press Cancel" }, { kind: 'click', target: { texts: ['OK'] } }]],
    ['Press OK.', [{ kind: 'click', target: { texts: ['OK'] } }]],
    ['Tell the support about the delay.', [{ kind: 'free' }]],
    ['Make sure only "A" is ticked.', [{ kind: 'free' }]],
    ['Open the café "X" and save it.', [{ kind: 'open' }, { kind: 'click', deed: 'save' }]],
    ['Put the songs in the order of their length, the longest first.', [{ kind: 'sort', descending: true }]],
    ['Arrange the songs so that they get longer.', [{ kind: 'sort', descending: false }]],
  ])('%s is read as it is meant', (goal, expected) => {
    expect(parseGoal(goal)).toMatchObject(expected);
  });
});
