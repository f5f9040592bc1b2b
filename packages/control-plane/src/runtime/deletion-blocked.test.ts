import { deletionBlockedBy, isDeletionBlocked } from './deletion-blocked';

const since = '2026-01-02T03:04:05Z';

describe('row 22: a blocked deletion', () => {
  it('names the finalizers', () => {
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
      `blocked by finalizer example.com/a, example.com/b since ${since}`,
    );
  });

  it('names the remaining content of a namespace', () => {
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

  it('requires a deletion request and a finalizer', () => {
    const metadata = { name: 'it', finalizers: ['example.com/a'] };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    expect(isDeletionBlocked(object)).toBe(false);
    const deleting = { name: 'it', deletionTimestamp: since };
    expect(isDeletionBlocked({ ...object, metadata: deleting })).toBe(false);
  });
});
