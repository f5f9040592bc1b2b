import {
  openChoreoApiVersion,
  type GitCommitRequest,
} from '@promenade/openchoreo-model';
import { InMemoryCluster, testOrganization } from '../../test/__testUtils__';
import { findUnfinishedBefore } from './find-unfinished-before';

const request = (
  name: string,
  after?: string,
  phase?: string,
): GitCommitRequest => ({
  apiVersion: openChoreoApiVersion,
  kind: 'GitCommitRequest',
  metadata: { namespace: testOrganization, name },
  spec: {
    repoURL: 'https://git.test/acme/deployments',
    message: name,
    files: [],
    ...(after && { after }),
  },
  ...(phase && { status: { phase } }),
});

const nameBefore = (wanted: GitCommitRequest, ...others: GitCommitRequest[]) =>
  findUnfinishedBefore(wanted, new InMemoryCluster(wanted, ...others))?.metadata
    .name;

describe('findUnfinishedBefore', () => {
  it.each([undefined, 'Pending'])('finds a request in phase %s', phase => {
    expect(nameBefore(request('b', 'a'), request('a', undefined, phase))).toBe(
      'a',
    );
  });

  it('finds none that has ended or does not exist', () => {
    expect(nameBefore(request('b'), request('a'))).toBeUndefined();
    expect(nameBefore(request('b', 'a'))).toBeUndefined();
    expect(
      nameBefore(request('b', 'a'), request('a', undefined, 'Succeeded')),
    ).toBeUndefined();
  });

  it('does not look beyond a request that has ended', () => {
    expect(
      nameBefore(
        request('c', 'b'),
        request('b', 'a'),
        request('a', 'c', 'Succeeded'),
      ),
    ).toBe('b');
  });

  it('finds none among requests that wait for each other', () => {
    expect(nameBefore(request('a', 'a'))).toBeUndefined();
    expect(nameBefore(request('b', 'a'), request('a', 'b'))).toBeUndefined();
    expect(
      nameBefore(request('c', 'a'), request('a', 'b'), request('b', 'a')),
    ).toBeUndefined();
  });
});
