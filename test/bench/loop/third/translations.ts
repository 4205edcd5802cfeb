import { changed, type SamplesByTask } from '../second/samples.js';

const GUARANTEE = 'Die Garantie gilt drei Jahre für Nähte, Reißverschlüsse und Gestänge. Sie gilt nicht für Schäden durch Wind über 70 km/h oder durch Sonnenlicht: Lassen Sie das Zelt nicht einen ganzen Sommer lang stehen. Waschen Sie es nie in der Maschine und lassen Sie es nicht länger als einen Tag nass verpackt.';
const DRIPPING = 'Puede seguir goteando hasta una hora. Si todavía gotea al día siguiente, el asiento de la válvula está desgastado: una arandela nueva no ayudará por mucho tiempo, y un fontanero tiene que rectificar el asiento, lo que cuesta unas 60 libras.';

export const translationSamples: SamplesByTask = {
  'translate-guarantee': {
    right: [GUARANTEE, changed(changed(GUARANTEE, 'Gestänge', 'Zeltstangen'), 'nie in der Maschine', 'niemals in der Waschmaschine'), changed(changed(GUARANTEE, 'drei Jahre', '3 Jahre'), 'durch Wind über 70 km/h', 'durch Winde mit mehr als 70 Kilometern pro Stunde'), changed(GUARANTEE, 'einen ganzen Sommer lang', 'den ganzen Sommer über')],
    wrong: [changed(GUARANTEE, 'drei Jahre', 'zwei Jahre'), changed(GUARANTEE, '70', '17'), changed(GUARANTEE, ': Lassen Sie das Zelt nicht einen ganzen Sommer lang stehen', ''), changed(GUARANTEE, 'nie in der Maschine', 'in der Maschine'), changed(GUARANTEE, ' und lassen Sie es nicht länger als einen Tag nass verpackt', ''), changed(GUARANTEE, 'Nähte, ', ''), changed(GUARANTEE, 'Lassen Sie das Zelt nicht', 'Lassen Sie das Zelt'), 'The guarantee covers seams, zips and poles for three years. It does not cover damage by winds above 70 km/h.'],
  },
  'translate-dripping': {
    right: [DRIPPING, changed(changed(DRIPPING, 'fontanero', 'plomero'), 'unas 60 libras', 'aproximadamente 60 libras'), changed(changed(DRIPPING, 'arandela nueva', 'nueva junta'), 'rectificar', 'esmerilar')],
    wrong: [changed(DRIPPING, 'una hora', 'un día'), changed(DRIPPING, '60', '16'), changed(DRIPPING, 'no ayudará por mucho tiempo', 'ayudará'), changed(DRIPPING, ', y un fontanero tiene que rectificar el asiento, lo que cuesta unas 60 libras', ''), changed(DRIPPING, 'al día siguiente', 'después'), 'It may go on dripping for up to an hour.'],
  },
};
