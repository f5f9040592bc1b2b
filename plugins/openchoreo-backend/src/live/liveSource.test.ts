import { mockCredentials } from '@backstage/backend-test-utils';
import {
  reads,
  type ReadDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoServiceMock } from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { readImplementations, type Reader } from '../reads';
import { liveSource } from './liveSource';

const ref = { organization: 'acme', project: 'shop', component: 'greeter' };
const services = {
  authorization: {
    findDenied: async () => [],
    canRead: async () => [],
    componentRefs: async () => {
      throw new Error('not needed');
    },
    ownedComponents: async () => [],
    personOf: () => undefined,
  },
  openChoreo: openChoreoServiceMock(),
  gateways: [],
  baseUrl: async () => '',
};

/** The key of the answer of a read, and who it is for. */
async function readerOf(declaration: ReadDeclaration, name: string) {
  let reader: Reader | undefined;
  const source = liveSource(
    services,
    {
      declaration,
      answer: async (_services, _input, given) => {
        reader = given;
      },
    },
    ref,
    { name, credentials: mockCredentials.user(name), door: 'events' },
  );
  await source.answer();
  return { key: source.key, reader };
}

describe('liveSource', () => {
  it('computes an answer that callers share for none of them', async () => {
    const ada = await readerOf(reads.getDeployBoard, 'user:default/ada');
    const grace = await readerOf(reads.getDeployBoard, 'user:default/grace');
    expect(ada).toEqual({ key: expect.any(String), reader: undefined });
    expect(grace).toEqual(ada);
  });

  it('computes another answer for its caller', async () => {
    const { key, reader } = await readerOf(reads.getApis, 'user:default/ada');
    expect(key).toBeUndefined();
    expect(reader?.credentials).toMatchObject({
      principal: { userEntityRef: 'user:default/ada' },
    });
  });

  it('shares the answers of some reads', () => {
    const shared = readImplementations.filter(
      ({ declaration }) => declaration.live?.isShared,
    );
    expect(shared.map(({ declaration }) => declaration.name)).toEqual([
      'get-deploy-board',
      'get-runtime',
      'get-metrics',
    ]);
  });
});
