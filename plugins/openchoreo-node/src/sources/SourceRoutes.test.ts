import type { OpenChoreoPlatform } from '../adapter/OpenChoreoPlatform';
import { openChoreoServiceMock } from '../testUtils';
import { OrganizationNames } from './OrganizationNames';
import { mergeSources } from './Routes';
import { SourceRoutes, type PlatformSource } from './SourceRoutes';

const { cache, catalogUnits, restApi, verbs } = openChoreoServiceMock();

function notCalled(): never {
  throw new Error('Routes do not read');
}

const platform: OpenChoreoPlatform = {
  ...cache,
  catalogUnits,
  restApi,
  buildSources: () => [],
  verbs,
  snapshot: notCalled,
  runtime: notCalled,
  dataPlane: notCalled,
  build: notCalled,
  buildPods: notCalled,
  workloadDescriptor: notCalled,
  organization: notCalled,
  projects: notCalled,
  leftOf: notCalled,
  projectPromotion: notCalled,
  get promotions() {
    return notCalled();
  },
  get overviews() {
    return notCalled();
  },
};

const source = (
  name: string,
  prefix = '',
  excluded: readonly string[] = [],
): PlatformSource => ({
  name,
  platform,
  names: new OrganizationNames(prefix),
  includes: organization => !excluded.includes(organization),
});

describe('SourceRoutes', () => {
  const routes = new SourceRoutes([
    source('eu', '', ['oldest']),
    source('us', 'us-', ['test']),
    source('west', 'us-west-'),
    source('archive', '', ['acme']),
  ]);
  const ownerOf = (organization: string) => routes.find({ organization })?.name;

  it('finds the control plane with the longest prefix', () => {
    expect(ownerOf('acme')).toBe('eu');
    expect(ownerOf('us-acme')).toBe('us');
    expect(ownerOf('us-west-acme')).toBe('west');
  });

  it('takes a prefix without a name after it for a name', () => {
    expect(ownerOf('us-')).toBe('eu');
    expect(ownerOf('us-west-')).toBe('us');
  });

  it('asks the next control plane where one excludes the organization', () => {
    expect(ownerOf('us-test')).toBe('eu');
    expect(ownerOf('oldest')).toBe('archive');
  });

  it('finds none for a name that no control plane can have', () => {
    const prefixed = new SourceRoutes([source('us', 'us-', ['test'])]);
    expect(prefixed.find({ organization: 'acme' })).toBeUndefined();
    expect(prefixed.find({ organization: 'us-test' })).toBeUndefined();
  });

  it('merges without what belongs to another control plane', () => {
    const read = ({ name }: PlatformSource) =>
      ['acme', 'us-acme'].map(organization => ({ name, organization }));
    expect(mergeSources(routes, read, place => place)).toEqual([
      { name: 'eu', organization: 'acme' },
      { name: 'us', organization: 'us-acme' },
    ]);
  });
});
