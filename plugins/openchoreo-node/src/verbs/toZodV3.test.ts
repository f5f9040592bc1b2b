import {
  reads,
  verbs,
  type ReadDeclaration,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { toZodV3 } from './toZodV3';

/** What both versions write differently for the same meaning. Alternatives differ by a constant, so that one matches at most. */
function normalized(schema: object): unknown {
  const text = JSON.stringify(schema).replaceAll('"oneOf":', '"anyOf":');
  return JSON.parse(text, (key, value) => {
    const isIgnored = [
      '$schema',
      'additionalProperties',
      'propertyNames',
    ].includes(key);
    return isIgnored ? undefined : value;
  });
}

const verbList: readonly VerbDeclaration[] = Object.values(verbs);
const readList: readonly ReadDeclaration[] = Object.values(reads);
const schemas = [
  ...verbList.flatMap(({ name, input, output }) => [
    [`input of ${name}`, input] as const,
    [`output of ${name}`, output] as const,
  ]),
  ...readList.flatMap(({ name, input, agent }) =>
    agent
      ? [
          [`input of ${name}`, input] as const,
          [`output of ${name}`, agent.output] as const,
        ]
      : [],
  ),
];

describe('toZodV3', () => {
  it.each(schemas)('keeps the JSON Schema of the %s', (_, schema) => {
    const jsonSchema = z.toJSONSchema(schema);
    expect(
      normalized(
        zodToJsonSchema(toZodV3(jsonSchema), { $refStrategy: 'none' }),
      ),
    ).toEqual(normalized(jsonSchema));
  });

  it('rejects a type that it cannot convert', () => {
    expect(() =>
      toZodV3({ type: 'object', properties: { a: { type: 'null' } } }),
    ).toThrow(/type null/);
  });
});
