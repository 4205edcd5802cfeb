import fc from 'fast-check';
import { StoppableText } from '../../../../src/models/engines/llama/text-stream.js';

/** Feeds a text piece by piece; what was sent in the end. */
function feed(pieces: readonly string[], stops: readonly string[]): { sent: string; text: string; stopped: boolean } {
  const output = new StoppableText(stops);
  let whole = '';
  let sent = '';
  for (const piece of pieces) {
    whole += piece;
    sent += output.advance(whole);
    if (output.stopped) break;
  }
  return { sent: sent + output.finish(), text: output.text, stopped: output.stopped };
}

test('a stop string that arrives in pieces is never sent', () => {
  expect(feed(['one E', 'N', 'D two'], ['END'])).toEqual({ sent: 'one ', text: 'one ', stopped: true });
});

test('text that only began like a stop string is sent in the end', () => {
  expect(feed(['one EN', 'OUGH'], ['END'])).toEqual({ sent: 'one ENOUGH', text: 'one ENOUGH', stopped: false });
});

test('the earliest of several stop strings ends the text', () => {
  expect(feed(['a;b,c'], [',', ';']).text).toBe('a');
});

test('an unfinished character waits for its rest', () => {
  const output = new StoppableText([]);
  expect(output.advance('a\uFFFD')).toBe('a');
  expect(output.advance('a🎉')).toBe('🎉');
});

test('whatever the pieces are, the text before the first stop string is sent exactly', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 4 }), { maxLength: 12 }), fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 }), (pieces, stop) => {
      const whole = pieces.join('');
      const at = whole.indexOf(stop);
      const wanted = at < 0 ? whole : whole.slice(0, at);
      expect(feed(pieces, [stop])).toMatchObject({ sent: wanted, text: wanted, stopped: at >= 0 });
    }),
  );
});
