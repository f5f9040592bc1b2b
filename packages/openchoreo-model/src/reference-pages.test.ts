import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { jsonSchemaOf } from './crd/json-schema-of';
import { kindOf, kinds } from './registry';

// Tests always run from the sources.
// eslint-disable-next-line no-restricted-syntax
const docs = join(__dirname, '../../../docs');
const folder = join(docs, 'reference');
const navigation = readFileSync(join(docs, '../mkdocs.yml'), 'utf8');

/** Returns the page of a kind in the navigation. */
function pageOf(kind: string): string | undefined {
  return new RegExp(`^ *- ${kind}: reference/(.+)$`, 'm').exec(navigation)?.[1];
}

function textOf(page: string): string {
  return readFileSync(join(folder, page), 'utf8');
}

/** Returns the text of a page and of the pages that it links to: a linked page need not be repeated. */
function textOfPageAndLinks(page: string): string {
  const text = textOf(page);
  const linked = [...text.matchAll(/\]\(([\w-]+\.md)/g)].map(
    ([, name]) => name,
  );
  return [page, ...linked].map(textOf).join('\n');
}

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
}

/** Lists the names of all fields of a schema, at every depth. */
function fieldsOf({ properties = {}, items, ...rest }: Schema): string[] {
  const { additionalProperties } = rest;
  return [
    ...Object.entries(properties).flatMap(([name, child]) => [
      name,
      ...fieldsOf(child),
    ]),
    ...(items ? fieldsOf(items) : []),
    ...(typeof additionalProperties === 'object'
      ? fieldsOf(additionalProperties)
      : []),
  ];
}

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    properties: z.record(z.string(), schemaSchema).optional(),
    items: schemaSchema.optional(),
    additionalProperties: z.union([z.boolean(), schemaSchema]).optional(),
  }),
);

const pages = kinds.map(definition => ({
  kind: definition.kind,
  definition,
  page: pageOf(definition.kind) ?? '',
}));

const typed = z.looseObject({ apiVersion: z.string(), kind: z.string() });

const examples = readdirSync(folder).flatMap(page =>
  [
    ...readFileSync(join(folder, page), 'utf8').matchAll(
      /^```yaml\n(apiVersion:[^]*?)^```$/gm,
    ),
  ].flatMap(([, text]) => {
    const object = typed.parse(parse(text));
    const definition = kindOf(object.apiVersion, object.kind);
    // Examples also contain built-in kinds, which have no schema here.
    return definition ? [{ page, kind: object.kind, object, definition }] : [];
  }),
);

describe('the examples in docs/reference', () => {
  it.each(examples)(
    '$page: the $kind is valid and has no unknown field',
    ({ object, definition }) => {
      expect(definition.schema.parse(object)).toMatchObject(object);
    },
  );

  it('exist', () => {
    expect(examples.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Service', 'ServiceClass', 'Workload']),
    );
  });
});

describe('the pages in docs/reference', () => {
  it('exist for each kind and are in the navigation', () => {
    expect(pages.filter(({ page }) => !page).map(({ kind }) => kind)).toEqual(
      [],
    );
  });

  it.each(pages)(
    '$page: names every spec field of $kind, or links to the page that does',
    ({ page, definition }) => {
      const { spec } =
        schemaSchema.parse(jsonSchemaOf(definition)).properties ?? {};
      const text = textOfPageAndLinks(page);
      const unnamed = [...new Set(fieldsOf(spec ?? {}))].filter(
        field => !new RegExp(`(?<![\\w-])${field}(?![\\w-])`).test(text),
      );
      expect(unnamed).toEqual([]);
    },
  );

  it.each(pages)('$page: has an example of a $kind', ({ page, kind }) => {
    expect(examples.filter(each => each.page === page)).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind })]),
    );
  });
});
