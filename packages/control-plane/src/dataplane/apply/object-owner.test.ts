import type { UnstructuredObject } from '@promenade/kube-client';
import { trackingLabels } from './tracking-labels';
import { isAppliedByReleases, otherOwnerOf } from './object-owner';

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

describe('otherOwnerOf', () => {
  const live = (rest: object = { managedFields }) =>
    object({
      labels: trackingLabels(
        { metadata: { name: 'owner', namespace: 'acme', uid: 'its-uid' } },
        'map',
      ),
      ...rest,
    });

  const release = (uid: string, namespace = 'acme') => ({
    metadata: { name: 'it', namespace, uid },
  });

  it('returns the other Release', () => {
    expect(otherOwnerOf(live(), release('other-uid'), () => true)).toBe(
      'Release "acme/owner"',
    );
  });

  it('does not name the Release of another organization', () => {
    expect(
      otherOwnerOf(live(), release('other-uid', 'globex'), () => true),
    ).toBe("another organization's Release");
  });

  it('ignores a Release that no longer exists', () => {
    const releaseExists = jest.fn(() => false);
    expect(
      otherOwnerOf(live(), release('other-uid'), releaseExists),
    ).toBeUndefined();
    expect(releaseExists).toHaveBeenCalledWith('its-uid', 'acme');
  });

  it('ignores the Release itself', () => {
    expect(
      otherOwnerOf(live(), release('its-uid'), () => true),
    ).toBeUndefined();
  });

  it('returns the controller of an object that Releases did not apply', () => {
    const controller = {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      name: 'db',
      uid: 'u',
      controller: true,
    };
    const controlled = live({ ownerReferences: [controller] });
    expect(otherOwnerOf(controlled, release('its-uid'), () => true)).toBe(
      'ExternalSecret "db"',
    );
    expect(
      otherOwnerOf(controlled, release('its-uid', 'globex'), () => true),
    ).toBe("another organization's ExternalSecret");
  });
});
