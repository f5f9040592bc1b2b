import { z } from 'zod';
import { parseInput } from './parseInput';

const schema = z.strictObject({
  name: z.string().min(1),
  count: z.int().min(0).max(10).optional(),
  kind: z.enum(['a', 'b']).optional(),
  version: z.literal('v1').optional(),
  items: z.array(z.string()).min(1).max(2).optional(),
  nested: z.strictObject({ on: z.boolean() }).optional(),
  worded: z.string().max(2, 'is too long for a code').optional(),
});

describe('parseInput', () => {
  it.each([
    [{}, 'name: is missing'],
    [{ name: '' }, 'name: must not be empty'],
    [{ name: 1 }, 'name: must be a text'],
    [{ name: 'x', count: 1.5 }, 'count: must be a whole number'],
    [{ name: 'x', count: -1 }, 'count: must be at least 0'],
    [{ name: 'x', count: 11 }, 'count: must be at most 10'],
    [{ name: 'x', kind: 'c' }, 'kind: must be one of a, b'],
    [{ name: 'x', version: 'v2' }, 'version: must be v1'],
    [{ name: 'x', items: [] }, 'items: must have at least 1 item'],
    [{ name: 'x', items: 'y' }, 'items: must be a list'],
    [{ name: 'x', nested: { on: 'y' } }, 'nested.on: must be true or false'],
    [{ name: 'x', nested: { on: true, off: 1 } }, 'nested: has no field off'],
    [{ name: 'x', other: 1 }, 'has no field other'],
    [{ name: 'x', worded: 'yyy' }, 'worded: is too long for a code'],
  ])('says in words what is wrong with %j', (input, problem) => {
    expect(() => parseInput(schema, input)).toThrow(
      `The input is not valid: ${problem}`,
    );
  });
});
