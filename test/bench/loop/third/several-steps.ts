import type { SamplesByTask } from '../second/samples.js';

export const severalStepsSamples: SamplesByTask = {
  'steps-kitten': {
    right: ['Neutering costs £70 for a male and £105 for a female, and the microchip on its own costs £18.', 'The microchip is £18 alone, while neutering is £105 for females and £70 for males.', 'Males cost £70, females £105, and a microchip £18.'],
    wrong: ['Neutering costs £105 for a male and £70 for a female, and the microchip costs £18.', 'Neutering costs £70 for a male and £105 for a female, and the microchip is free.', 'Neutering costs £70 for a male and £105 for a female. The microchip costs £18.', 'Neutering costs £70 for a male, £105 for a female and £62 for the microchip.'],
  },
  'steps-farewell': {
    right: ['El almuerzo es el viernes 28 a las 12:30 en Casa Nove.', 'La comida de despedida será en el restaurante Casa Nove el viernes a las 12.30 horas.', 'El restaurante del almuerzo es Casa Nove, el viernes, a las 12:30 p. m.', 'El viernes 28 se come a las doce y media en Casa Nove, y no en el Lemon Tree.'],
    wrong: ['The lunch is on Friday 28th at 12:30 at Casa Nove.', 'El almuerzo es el lunes 31 a las 12:30 en Casa Nove.', 'El almuerzo es el viernes 28 a las 14:00 en Casa Nove.', 'El almuerzo es el viernes 28 a las 12:30 en el Lemon Tree.', 'El almuerzo es en Casa Nove. Es el viernes a las 12:30.'],
  },
  'compared-lamp': {
    right: ['The customer asks £60, and the firm offers a voucher for £30.', 'She asks for £60; the firm cannot pay that but encloses a £30 voucher.', '£60 in the letter, and a voucher for £30 in the reply.', 'In the letter Ms Astley wants £60 for the lamp, in the reply the firm offers £30.'],
    wrong: ['The customer asks £30, and the firm offers a voucher for £60.', 'The customer asks £170 for the lamp, and the firm offers a voucher for £30.', 'The customer asks for £60, and the firm offers nothing.', 'The customer asks for £60, and the firm offers £43.50.', '£30 in the letter and £60 in the reply.'],
  },
  'compared-weight': {
    right: ['2.3 kg by the shop and 2.4 kg by the diary.', 'The page says 2.3 kg with all parts; on the kitchen scales it was 2.4 kg.', '2.3 kg and 2.4 kg.', 'The Corrie 2 weighs 2.3 kg according to the page of the shop and 2.4 kg on the scales of the writer.', 'On the scales it was 2.4 kg, while the page gives 2.3 kg (the diary speaks of 1.9 kg).'],
    wrong: ['1.9 kg by the shop and 2.4 kg by the diary.', '2.4 kg by the shop and 2.3 kg by the diary.', 'The page says 4.1 kg, the scales said 2.4 kg, not 2.3 kg.', '2.3 kg.', '2.4 kg and 2.3 kg.', 'The Corrie 2 weighs 2.4 kg by the page and 2.3 kg on the scales.', 'The shop says that it weighs 2.4 kg, the scales of the diary said 2.3 kg.'],
  },
};
