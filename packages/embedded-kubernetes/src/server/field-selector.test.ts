import type { ResourceType } from '../api/types';
import { parseFieldSelector } from './field-selector';

const type: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  singular: 'event',
  shortNames: [],
  categories: [],
  scope: 'Namespaced',
  subresources: { status: false },
  columns: [],
  selectableFields: ['.involvedObject.name', '.reason'],
};
const event = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'e', namespace: 'ns' },
  involvedObject: { name: 'a,b' },
};

it.each([
  ['', true],
  ['metadata.name=e', true],
  ['metadata.name==x', false],
  ['metadata.namespace!=ns', false],
  ['involvedObject.name=a\\,b', true],
  ['metadata.name=e,reason=', true],
  ['reason!=Started', true],
])('%s matches: %s', (selector, expected) => {
  expect(parseFieldSelector(type, selector).matches(event)).toBe(expected);
});

it('detects that only one name can match', () => {
  expect(parseFieldSelector(type, 'metadata.name=e').name).toBe('e');
  expect(parseFieldSelector(type, 'metadata.name!=e').name).toBeUndefined();
});

it.each([
  ['spec.type=a', 'field label not supported: spec.type'],
  ['\\'.repeat(5000), 'invalid selector'],
  ['spec', "invalid selector: 'spec'; can't understand 'spec'"],
])('rejects %s', (selector, message) => {
  expect(() => parseFieldSelector(type, selector)).toThrow(message);
});
