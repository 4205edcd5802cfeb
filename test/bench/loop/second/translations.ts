import { changed, type SamplesByTask } from './samples.js';

const LOCKS = 'Am Donnerstag, dem 5. Dezember, werden zwischen 8 und 11 Uhr neue Schlösser eingebaut. Jemand muss zu Hause sein. Jede Wohnung erhält drei Schlüssel kostenlos; ein weiterer Schlüssel kostet 18 Euro. Nach diesem Tag öffnen die alten Schlüssel die Haustür nicht mehr, aber sie öffnen noch den Keller.';
const RETURN = "Rapportez les boîtes au magasin où vous les avez achetées. Vous serez remboursé du prix total de 3,49 euros, même sans ticket de caisse. Veuillez ne pas nous envoyer de boîtes par la poste. Toute personne qui a mangé une telle barre et qui ressent des démangeaisons ou a du mal à respirer doit appeler immédiatement un médecin.";
const CAUSE = 'Causa. La empresa constructora Hartung tenía un plano de nuestros cables, pero uno antiguo de 2017. El cable fue trasladado en 2021. Enviamos el nuevo plano al ayuntamiento, pero no a la empresa. Así que la culpa es en parte nuestra.';
const QUOTES = '„Wir haben aufgehört zu laufen“, sagte Varnbys Trainer Pavel Strand. „Das ist auch meine Schuld, weil ich die Spielerinnen zu spät gewechselt habe.“ Hoff sprach von Glück: „Ein Unentschieden wäre gerecht gewesen.“';

export const translationSamples: SamplesByTask = {
  'translate-locks': {
    right: [LOCKS, changed(changed(LOCKS, 'zu Hause sein', 'anwesend sein'), 'drei Schlüssel kostenlos', 'drei kostenlose Schlüssel'), changed(changed(LOCKS, 'ein weiterer Schlüssel kostet 18 Euro', 'für 18 Euro gibt es einen zusätzlichen Schlüssel'), 'die Haustür', 'die Eingangstür')],
    wrong: [changed(LOCKS, 'Jemand muss zu Hause sein. ', ''), changed(LOCKS, '5. Dezember', '8. Dezember'), changed(LOCKS, ', aber sie öffnen noch den Keller', ''), changed(LOCKS, '18 Euro', '80 Euro'), 'New locks are fitted on Thursday 5 December between 8 and 11 am.'],
  },
  'translate-return': {
    right: [RETURN, changed(changed(RETURN, 'ticket de caisse', 'reçu'), 'par la poste', 'par courrier'), changed(changed(RETURN, 'immédiatement un médecin', 'un docteur tout de suite'), 'au magasin', 'à la boutique')],
    wrong: [changed(RETURN, 'Veuillez ne pas nous envoyer de boîtes par la poste. ', ''), changed(RETURN, '3,49', '4,39'), changed(RETURN, 'même sans ticket de caisse', 'avec le ticket de caisse'), changed(RETURN, ' ou a du mal à respirer', '')],
  },
  'translate-cause': {
    right: [CAUSE, changed(changed(CAUSE, 'antiguo', 'viejo'), 'al ayuntamiento', 'a la ciudad'), changed(changed(CAUSE, 'trasladado', 'movido'), 'la culpa es en parte nuestra', 'el error es parcialmente nuestro')],
    wrong: [changed(CAUSE, ' El cable fue trasladado en 2021.', ''), changed(CAUSE, '2017', '2021'), changed(CAUSE, 'pero no a la empresa', 'y a la empresa'), changed(CAUSE, 'es en parte nuestra', 'es de la empresa')],
  },
  'translate-quotes': {
    right: [QUOTES, changed(changed(QUOTES, 'gerecht', 'fair'), 'gewechselt', 'ausgetauscht'), changed(changed(QUOTES, 'Wir haben aufgehört zu laufen', 'Wir sind nicht mehr gelaufen'), 'auch meine Schuld', 'auch mein Fehler')],
    wrong: [changed(QUOTES, ' Hoff sprach von Glück: „Ein Unentschieden wäre gerecht gewesen.“', ''), changed(QUOTES, 'zu spät', 'zu früh'), changed(QUOTES, 'Strand', 'Hoff'), changed(QUOTES, 'Unentschieden', 'Sieg')],
  },
};
