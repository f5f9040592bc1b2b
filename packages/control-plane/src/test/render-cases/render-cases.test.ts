import {
  isJsonObject,
  jsonAt,
  type Json,
  type JsonObject,
} from '../../runtime/json';
import {
  compareJson,
  formatDifferences,
  type Difference,
} from './__testUtils__/compare-json';
import {
  checkDifferences,
  renderingDifferences,
} from './__testUtils__/expectations';
import { caseNames, readCase, readPlatform } from './__testUtils__/read-case';
import {
  renderBindings,
  type RenderedBinding,
} from './__testUtils__/render-bindings';
import { hasSharedFixtures } from '../__testUtils__/shared-fixtures';

function compare(name: string): Difference[] {
  const { input, expected } = readCase(name);
  const bindings = renderBindings([
    ...readPlatform(),
    ...input.filter(document => !isBinding(document)),
    ...expected,
  ]);
  return expected.flatMap(document => {
    const where = `${name} ${document.kind} ${jsonAt(
      document,
      'metadata',
      'name',
    )}`;
    if (document.kind === 'Release') {
      return compareJson(
        where,
        { spec: { resources: json(document, 'spec', 'resources') } },
        { spec: { resources: resourcesOf(bindings, document) } },
      );
    }
    const endpoints = json(document, 'status', 'endpoints');
    return isBinding(document) && endpoints
      ? compareJson(where, { endpoints }, endpointsOf(bindings, document))
      : [];
  });
}

function isBinding({ kind }: JsonObject): boolean {
  return typeof kind === 'string' && kind.endsWith('Binding');
}

/** A deep copy without undefined members. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null));
}

function json(document: JsonObject, ...path: string[]): Json {
  return plain(jsonAt(document, ...path));
}

function find(bindings: readonly RenderedBinding[], document: JsonObject) {
  const name = jsonAt(document, 'metadata', 'name');
  return bindings.find(binding => binding.name === name)?.result;
}

function resourcesOf(
  bindings: readonly RenderedBinding[],
  document: JsonObject,
) {
  return plain(find(bindings, document)?.resources);
}

function endpointsOf(
  bindings: readonly RenderedBinding[],
  document: JsonObject,
): JsonObject {
  return { endpoints: plain(find(bindings, document)?.endpoints) };
}

const describeCases = hasSharedFixtures ? describe : describe.skip;

describeCases(
  'rendering (skipped where ../shared/fixtures is absent: the cases are not part of the project)',
  () => {
    it.each(hasSharedFixtures ? caseNames() : [])(
      'renders %s as OpenChoreo v0.3.2 did',
      name => {
        const { unexpected } = checkDifferences(
          compare(name),
          renderingDifferences,
        );
        expect(formatDifferences(unexpected)).toBe('');
      },
    );

    it('differs from OpenChoreo v0.3.2 wherever that is intended', () => {
      const { unused } = checkDifferences(
        caseNames().flatMap(compare),
        renderingDifferences,
      );
      expect(unused).toEqual([]);
    });

    it.each(hasSharedFixtures ? caseNames() : [])(
      'renders the same bytes for %s in any order of maps',
      name => {
        const { input, expected } = readCase(name);
        const documents = [...readPlatform(), ...input, ...expected];
        const once = JSON.stringify(renderBindings(documents));
        const again = JSON.stringify(renderBindings(documents.map(reversed)));
        expect(again).toBe(once);
      },
    );
  },
);

/** The same object with the members of every object in the opposite order. */
function reversed(document: JsonObject): JsonObject {
  const copy = JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).reverse())
      : value,
  );
  return isJsonObject(copy) ? copy : {};
}
