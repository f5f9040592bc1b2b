import { deletionBlockedBy, isDeletionBlocked } from './deletion-blocked';

const since = '2026-01-02T03:04:05Z';

describe('row 22: an object that does not go', () => {
  it('is held by the finalizers that others have on it', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'it',
        deletionTimestamp: since,
        finalizers: ['example.com/a', 'example.com/b'],
      },
    };
    expect(deletionBlockedBy(object)).toBe(
      `held by the finalizer example.com/a, example.com/b since ${since}`,
    );
  });

  it('is a namespace with what the server still finds in it', () => {
    const namespace = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'cell', deletionTimestamp: since },
      status: {
        phase: 'Terminating',
        conditions: [
          {
            type: 'NamespaceDeletionContentFailure',
            status: 'False',
            message: 'All content successfully deleted',
          },
          {
            type: 'NamespaceFinalizersRemaining',
            status: 'True',
            message: 'Some content has finalizers remaining: example.com/a',
          },
        ],
      },
    };
    expect(deletionBlockedBy(namespace)).toBe(
      `being deleted since ${since}: Some content has finalizers remaining: example.com/a`,
    );
  });

  it('is nobody who is only on the way, or not asked to go', () => {
    const metadata = { name: 'it', finalizers: ['example.com/a'] };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    expect(isDeletionBlocked(object)).toBe(false);
    const going = { name: 'it', deletionTimestamp: since };
    expect(isDeletionBlocked({ ...object, metadata: going })).toBe(false);
  });
});
