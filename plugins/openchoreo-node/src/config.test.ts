import { mockServices } from '@backstage/backend-test-utils';
import { readOpenChoreoConfig } from './config';

const read = (openchoreo: object) =>
  readOpenChoreoConfig(mockServices.rootConfig({ data: { openchoreo } }));

describe('readOpenChoreoConfig', () => {
  it('reads where the cluster is', () => {
    expect(read({ kubeconfig: '/etc/kube', context: 'eu' })).toMatchObject({
      kubeconfig: '/etc/kube',
      context: 'eu',
    });
  });

  it('takes an empty text for absent', () => {
    expect(read({ kubeconfig: '', context: '' })).toMatchObject({
      kubeconfig: undefined,
      context: undefined,
    });
  });

  it('includes every organization unless told otherwise', () => {
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

  it('always reads what organizations share', () => {
    const { includes } = read({ organizations: { include: ['acme'] } });
    expect(includes('default')).toBe(true);
  });
});
