import { agrees, declines, riskOfAgreeing } from '../../../src/agents/screenshot/safety/index.js';

/** What is said, line by line, and what agreeing to it does; all with a way to say no. */
const ACTS: readonly (readonly [risk: string, ...lines: string[]])[] = [
  ['deletes something', 'Delete this file?'], ['deletes something', 'Are you sure you want to', 'remove Ann from the list?'], ['deletes something', 'Delete file', 'Are you sure?'], ['deletes something', 'The file will be permanently deleted.'],
  ['deletes something', 'You are about to erase 3 photos.'], ['deletes something', 'Möchten Sie diese Datei wirklich löschen?'], ['deletes something', 'Die Datei wird endgültig gelöscht.'], ['deletes something', 'Datei löschen', 'Sind Sie sicher?'],
  ['deletes something', 'Voulez-vous vraiment supprimer ce fichier ?'], ['deletes something', 'Le fichier sera définitivement supprimé.'], ['deletes something', '¿Seguro que quieres eliminar este archivo?'], ['deletes something', 'El archivo se eliminará.'], ['deletes something', 'Eliminar archivo', '¿Continuar?'],
  ['buys something', 'Do you want to buy 2 tickets?'], ['buys something', 'Jetzt verbindlich bestellen?'], ['buys something', 'Votre billet sera réservé.'], ['buys something', '¿Comprar dos entradas?'],
  ['pays money', 'Your card will be charged €12.00.'], ['pays money', '12 € werden abgebucht.'], ['pays money', 'Votre carte sera débitée.'], ['pays money', 'Se cobrará 12 €.'],
  ['sends something', 'Send this message to 40 people?'], ['sends something', 'Nachricht senden', 'Ohne Betreff?'], ['sends something', 'Le message sera envoyé.'], ['publishes something', 'Publish the article now?'], ['publishes something', 'Der Artikel wird veröffentlicht.'],
  ['deletes something', 'There is no way back: your account will be deleted.'], ['deletes something', 'The file will be deleted, not archived.'], ['deletes something', 'Sie wird nicht archiviert, sondern gelöscht.'], ['deletes something', 'No, your account will be deleted.'],
  ['signs up or off', 'Your subscription will be cancelled.'], ['does what cannot be undone', 'Reset the board', 'This cannot be undone.'],
];

test.each(ACTS)('to agree %s where it says: %s', (risk, ...lines) => {
  expect(riskOfAgreeing(lines, { mayDecline: true })?.risk).toBe(risk);
});

test('notices, consent to cookies and questions about what a page keeps to itself are no acts', () => {
  const harmless: readonly (readonly string[])[] = [
    ['We use cookies', 'We and our partners share what you do here. Do you allow this?'], ['Cookies', 'Your data will be shared with our partners.'], ['Save your changes?'], ['Leave this page?', 'What you have written is kept.'], ['Welcome back', 'You have 3 new messages.'],
    ['The file was deleted.'], ['Your order was placed.'], ['Message sent'], ['Nothing will be deleted.'], ['You will not be charged.'], ['Es wird nichts gelöscht.'], ['No files will be deleted.'], ['None of your files will be deleted.'], ['This will never be deleted.'], ['No se eliminará nada.'], ['Le fichier ne sera pas supprimé.'], ['Get our news', 'We never send spam.'], ['Where do you want to go?'], ['How do I delete my account?'], ['Enter your name'], ['Are you 18 or older?'],
    ['Order summary', 'Two lamps'], ['Share price', 'Up by 2 %'],
  ];
  expect(harmless.filter((lines) => riskOfAgreeing(lines, { mayDecline: true }))).toEqual([]);
});

test('a statement that nobody can say no to asks for nothing, a question does', () => {
  expect(riskOfAgreeing(['Old files will be deleted after 30 days.'], { mayDecline: false })).toBeUndefined();
  expect(riskOfAgreeing(['Delete all files?'], { mayDecline: false })).toEqual({ risk: 'deletes something', says: 'Delete all files?' });
});

test('of a long sentence only the beginning is said', () => {
  const says = riskOfAgreeing([`Delete ${'all the files '.repeat(50)}?`], { mayDecline: true })?.says ?? '';
  expect([says.length, says.slice(0, 10), says.at(-1)]).toEqual([160, 'Delete all', '…']);
});

test('answers are told from what does something by itself', () => {
  const yes = ['OK', 'Ok', '0K', 'Yes', 'Yes, I’m sure', 'Continue', 'Confirm', 'Ja', 'Weiter', 'Bestätigen', 'Oui', 'D’accord', 'Continuer', 'Sí', 'Si', 'Aceptar', 'Continuar', 'Continue anyway', 'Yes, go ahead', 'Trotzdem fortfahren', 'Continuer quand même', 'Continuar de todos modos'];
  const no = ['Cancel', 'No', 'No, thanks', 'Keep it', 'Abbrechen', 'Nein', 'Annuler', 'Non', 'Cancelar', 'Volver', '×', 'x', 'Close', 'Dismiss', 'Don’t delete', 'Do not save', 'Schließen', 'Nicht löschen', 'Fermer', 'Ne pas supprimer', 'Cerrar', 'No eliminar'];
  expect(yes.filter((label) => !agrees(label) || declines(label))).toEqual([]);
  expect(no.filter((label) => agrees(label) || !declines(label))).toEqual([]);
  expect(['Okra', 'Yesterday', 'Continue reading', 'Januar', 'Apply filters', 'Notes', 'Search', 'Close account', 'Exit survey', 'Dismissed', ''].filter((label) => agrees(label) || declines(label))).toEqual([]);
});
