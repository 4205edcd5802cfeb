import type { Perception } from '../../../tools/screen/index.js';
import { setOrdersAside } from '../../../tools/text/index.js';

/** Sentences on a screen that try to give an agent orders, also where they are broken over lines. They are reported, and go to no model. */
export function ordersIn(screen: Pick<Perception, 'lines'>): string[] {
  return setOrdersAside(screen.lines.map(({ text }) => text).join('\n')).orders.map((order) => order.replace(/\s+/g, ' ').slice(0, 200));
}
