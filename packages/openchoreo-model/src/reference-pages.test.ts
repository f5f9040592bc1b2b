import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { kindOf } from './registry';

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const folder = join(__dirname, '../../../docs/reference');

const typed = z.looseObject({ apiVersion: z.string(), kind: z.string() });

const examples = readdirSync(folder).flatMap(page =>
  [
    ...readFileSync(join(folder, page), 'utf8').matchAll(
      /^```yaml\n(apiVersion:[^]*?)^```$/gm,
    ),
  ].flatMap(([, text]) => {
    const object = typed.parse(parse(text));
    const definition = kindOf(object.apiVersion, object.kind);
    // Kubernetes' own kinds stand in examples too; their schemas are not ours.
    return definition ? [{ page, kind: object.kind, object, definition }] : [];
  }),
);

describe('the examples in docs/reference', () => {
  it.each(examples)(
    '$page: the $kind fits its kind and has no field that the kind has not',
    ({ object, definition }) => {
      expect(definition.schema.parse(object)).toMatchObject(object);
    },
  );

  it('are there', () => {
    expect(examples.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Service', 'ServiceClass', 'Workload']),
    );
  });
});
