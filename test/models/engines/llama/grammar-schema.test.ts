import { z } from 'zod';
import { toGrammarSchema } from '../../../../src/models/engines/llama/grammar-schema.js';

test('a union becomes oneOf, a small range of integers a list, and what a grammar cannot hold is dropped', () => {
  const schema = z.toJSONSchema(z.object({ kind: z.union([z.literal('a'), z.null()]), stars: z.int().min(1).max(3), name: z.string().regex(/^x/).max(9) }));
  expect(toGrammarSchema(schema as Record<string, unknown>)).toEqual({
    type: 'object',
    properties: { kind: { oneOf: [{ type: 'string', const: 'a' }, { type: 'null' }] }, stars: { enum: [1, 2, 3] }, name: { type: 'string', maxLength: 9 } },
  });
});

test('a schema that says nothing allows every JSON value', () => {
  expect(toGrammarSchema({})).toEqual({ oneOf: [{ type: ['string', 'number', 'boolean', 'null'] }, { type: 'array' }, { type: 'object', additionalProperties: true }] });
});

test('an object or null is a choice between the two', () => {
  expect(toGrammarSchema({ type: ['object', 'null'], properties: { a: { type: 'string' } } })).toEqual({
    oneOf: [{ type: 'object', properties: { a: { type: 'string' } } }, { type: 'null' }],
  });
});

test('definitions of older drafts are found under their new name', () => {
  expect(toGrammarSchema({ type: 'array', items: { $ref: '#/definitions/item' }, definitions: { item: { type: 'integer' } } })).toEqual({
    type: 'array', items: { $ref: '#/$defs/item' }, $defs: { item: { type: 'integer' } },
  });
});
