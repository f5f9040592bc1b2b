import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { validateCron } from '@promenade/openchoreo-model';
import { parse } from 'yaml';
import { z } from 'zod';

// The templates are not part of the package: they are in a clone only.
// eslint-disable-next-line no-restricted-syntax
const file = resolve(
  __dirname,
  '../../../templates/create-a-scheduled-task/template.yaml',
);

const templateSchema = z.object({
  spec: z.object({
    parameters: z.array(
      z.object({
        properties: z.record(
          z.string(),
          z.looseObject({ pattern: z.string().optional() }),
        ),
      }),
    ),
  }),
});

describe('the form of Create a scheduled task', () => {
  const { parameters } = templateSchema.parse(
    parse(readFileSync(file, 'utf8')),
  ).spec;
  const pattern = parameters.flatMap(
    ({ properties }) => properties.schedule?.pattern ?? [],
  )[0];

  it.each([
    '15 3 * * *',
    '*/5 0-6,12 1 jan,DEC mon-fri',
    '@daily',
    '5/15 * ? * *',
    '0 0 * * 0',
    '61 3 * * *',
    '0 24 * * *',
    '0 0 32 * *',
    '0 0 * 13 *',
    '0 0 * * 7',
    '* * * *',
    '*/0 * * * *',
    'TZ=UTC * * * * *',
    'every night',
  ])('accepts and rejects %j like the action', expression => {
    const isValid = validateCron(expression) === undefined;
    expect(new RegExp(pattern).test(expression)).toBe(isValid);
  });
});
