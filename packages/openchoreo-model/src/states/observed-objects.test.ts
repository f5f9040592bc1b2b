import { releaseSchema } from '../kinds/release';
import { isCanaryObject, observedObjects } from './observed-objects';

const object = (name: string, labels?: object) => ({
  id: name,
  object: { kind: 'Service', metadata: { name, labels } },
});
const observed = (name: string) => ({
  id: name,
  version: 'v1',
  kind: 'Service',
  name,
});
const canary = { 'openchoreo.dev/canary': 'true' };
const release = releaseSchema.parse({
  apiVersion: 'openchoreo.dev/v1alpha1',
  kind: 'Release',
  metadata: { name: 'greeter' },
  spec: {
    owner: { projectName: 'shop', componentName: 'greeter' },
    environmentName: 'production',
    resources: [object('first'), object('first-canary', canary)],
  },
  status: { resources: [observed('first'), observed('first-canary')] },
});
const namesOf = (objects: { name: string }[]) =>
  objects.map(({ name }) => name);

describe('observedObjects', () => {
  it('has the objects of the release, or those of its canary', () => {
    expect(namesOf(observedObjects(release))).toEqual(['first']);
    expect(namesOf(observedObjects(release, 'Canary'))).toEqual([
      'first-canary',
    ]);
  });

  it('is empty before the first status', () => {
    expect(observedObjects({ spec: release.spec })).toEqual([]);
  });
});

describe('isCanaryObject', () => {
  it('is decided by the label', () => {
    expect(isCanaryObject({ metadata: { labels: canary } })).toBe(true);
    expect(isCanaryObject({ metadata: { labels: {} } })).toBe(false);
    expect(isCanaryObject({})).toBe(false);
  });
});
