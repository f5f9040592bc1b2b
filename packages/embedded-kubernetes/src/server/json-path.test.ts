import { evaluateJsonPath } from './json-path';

const pod = {
  metadata: { labels: { 'app.kubernetes.io/name': 'web' }, name: 'p' },
  status: {
    conditions: [
      { type: 'Ready', status: 'True', since: { day: 'Monday' } },
      { type: 'Initialized', status: 'False' },
    ],
  },
};

it.each([
  ['.metadata.name', ['p']],
  ['metadata.name', ['p']],
  ['.metadata.none', []],
  ['.metadata.none.deeper', []],
  ["['metadata']['name']", ['p']],
  ['.metadata["name"]', ['p']],
  ["['metadata']['labels']['app.kubernetes.io/name']", ['web']],
  ['.metadata.labels.app\\.kubernetes\\.io/name', ['web']],
  ['.status.conditions[0].type', ['Ready']],
  ['.status.conditions[-1].type', ['Initialized']],
  ['.status.conditions[7].type', []],
  ['.status.conditions[*].status', ['True', 'False']],
  ['.status.conditions[?(@.type=="Ready")].status', ['True']],
  [".status.conditions[?(@.type == 'Initialized')].status", ['False']],
  ['.status.conditions[?(@.since.day=="Monday")].type', ['Ready']],
  ['.status.conditions[?(@.type>"A")]', []],
  ['.metadata.constructor', []],
  [`.status.conditions[?(@${'.a'.repeat(5000)})]`, []],
])('%s evaluates to %j', (path, expected) => {
  expect(evaluateJsonPath(path, pod)).toEqual(expected);
});
