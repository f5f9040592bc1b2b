import type { UnstructuredObject } from '@promenade/kube-client';
import { isAppliedByReleases } from './prune';

const object = (metadata: object): UnstructuredObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'it', namespace: 'cell', ...metadata },
});

const managedFields = [
  { manager: 'kubectl' },
  { manager: 'release-controller' },
];

describe('isAppliedByReleases', () => {
  it('requires a field of the Release controller', () => {
    expect(isAppliedByReleases(object({ managedFields }))).toBe(true);
    expect(isAppliedByReleases(object({}))).toBe(false);
    expect(
      isAppliedByReleases(
        object({ managedFields: [{ manager: 'external-secrets' }] }),
      ),
    ).toBe(false);
  });

  it('excludes objects that another object controls', () => {
    const owner = { apiVersion: 'v1', kind: 'Service', name: 'a', uid: 'u' };
    const withOwner = (controller?: boolean) =>
      object({ managedFields, ownerReferences: [{ ...owner, controller }] });
    expect(isAppliedByReleases(withOwner(true))).toBe(false);
    expect(isAppliedByReleases(withOwner())).toBe(true);
  });
});
