import { completeOracles } from '../../src/oracles/complete.js';
import { checkText, oracleNamed } from './check.js';

const complete = oracleNamed(completeOracles, 'facts_complete');
const SOURCE = 'Order 4417 for Ada Holm. The total is 120 euros, delivery costs 9 euros. It comes on 3 May, or on Mondays.';
const check = (what: string, facts: string) => checkText(complete, facts, {}, { inputs: { text: SOURCE, what } });

describe('facts_complete', () => {
  test.each([
    ['the order number, the total and the delivery', 'Order number: 4417\nTotal: 120 euros\nDelivery: 9 euros', 'pass'],
    ['the order number, the total and the delivery', 'orderNumber: 4417\ndelivery_costs: 9 euros\ntotal_sum: 120 euros', 'pass'],
    ['the order number, the total and the delivery', 'Order number: 4417\nTotal: 120 euros', 'fail'],
    ['the order number, the total and the delivery', 'Total: 120 euros\nTotal: 120 euros\nDelivery: 9 euros', 'fail'],
    // Another name for it may be as good.
    ['the order number, the buyer and the total', 'Order number: 4417\nCustomer: Ada Holm\nTotal: 120 euros', 'inconclusive'],
    // What the text never names may be rightly absent.
    ['the order number, the warranty and the total', 'Order number: 4417\nTotal: 120 euros', 'inconclusive'],
    ['all prices', 'total: 120 euros\ndelivery: 9 euros', 'pass'],
    ['all prices', 'total: 120 euros', 'fail'],
    ['all prices', 'The text does not say.', 'fail'],
    ['all telephone numbers', 'The text does not say.', 'pass'],
    ['every date', 'delivery: 3 May', 'pass'],
    ['the three best prices', 'best: 120 euros', 'fail'],
    ['the two highest prices', 'prices: 120 euros and 9 euros', 'pass'],
    ['first 2 costs', 'total: 120 euros\ndelivery: 9 euros', 'pass'],
    ['the 20 euro prices', 'total: 120 euros', 'pass'],
    // A list that is narrowed cannot be counted.
    ['the prices that include delivery', 'total: 120 euros', 'pass'],
  ])('%s: %j is %s', async (what, facts, status) => {
    expect((await check(what, facts)).status).toBe(status);
  });

  test('says what is left out', async () => {
    expect((await check('all prices', 'total: 120 euros')).critique).toContain('"9 euros"');
    expect((await check('the order number, the total and the delivery', 'Total: 120 euros')).critique).toContain('the order number; the delivery');
  });
});
