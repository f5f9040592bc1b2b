import type { PlatformObject } from '@promenade/backstage-plugin-openchoreo-common';
import { entityMeta } from './entityMeta';

const titleOf = (object: PlatformObject, displayName?: string) =>
  entityMeta({ displayName, resourceKind: 'Kind' }, object, {}).title;

describe('the title of an entity', () => {
  it.each<[string, PlatformObject, string | undefined]>([
    [
      'a type',
      { type: 'environment', organization: 'acme', name: 'dev' },
      'dev',
    ],
    ['its organization', { type: 'organization', name: 'acme' }, 'acme'],
    [
      'a hash',
      { type: 'component', organization: 'acme', name: 'Orders' },
      'Orders',
    ],
    [
      'nothing else',
      { type: 'component', organization: 'acme', name: 'orders' },
      undefined,
    ],
    [
      'its component',
      {
        type: 'endpoint',
        organization: 'acme',
        component: 'orders',
        name: 'http',
      },
      undefined,
    ],
  ])(
    'is the name of the resource where the name of the entity has %s as well',
    (_, object, title) => {
      expect(titleOf(object)).toBe(title);
      expect(titleOf(object, 'For people')).toBe('For people');
    },
  );
});
