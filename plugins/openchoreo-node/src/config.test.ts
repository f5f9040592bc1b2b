import { mockServices } from '@backstage/backend-test-utils';
import { readOpenChoreoConfig } from './config';

const read = (openchoreo: object) =>
  readOpenChoreoConfig(mockServices.rootConfig({ data: { openchoreo } }));

describe('readOpenChoreoConfig', () => {
  it('reads the kubeconfig and the context', () => {
    expect(read({ kubeconfig: '/etc/kube', context: 'eu' })).toMatchObject({
      kubeconfig: '/etc/kube',
      context: 'eu',
    });
  });

  it('treats an empty text as absent', () => {
    expect(read({ kubeconfig: '', context: '' })).toMatchObject({
      kubeconfig: undefined,
      context: undefined,
    });
  });

  it('reads the Secret of the signing key, and leaves the rest to the adapter', () => {
    const signingKeyOf = (secretRef: object) =>
      read({ signingKey: { secretRef } }).signingKey;
    expect(signingKeyOf({ namespace: 'platform', name: 'key' })).toEqual({
      namespace: 'platform',
      name: 'key',
    });
    expect(signingKeyOf({ name: 'key' })).toEqual({
      namespace: undefined,
      name: 'key',
    });
  });

  it('includes every organization by default', () => {
    expect(read({}).includes('acme')).toBe(true);
  });

  it('includes and excludes organizations by pattern', () => {
    const { includes } = read({
      organizations: { include: ['team-*'], exclude: ['*-old'] },
    });
    expect(['team-a', 'team-a-old', 'acme'].map(includes)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('always includes the shared organization', () => {
    const { includes } = read({ organizations: { include: ['acme'] } });
    expect(includes('default')).toBe(true);
  });
});
