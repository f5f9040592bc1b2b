import { applyWaves } from './apply-order';
import type { DesiredObject } from './desired-objects';

const object = (apiVersion: string, kind: string): DesiredObject => ({
  id: kind,
  key: { apiVersion, kind, namespace: 'cell', name: 'it' },
  object: { apiVersion, kind, metadata: { name: 'it', namespace: 'cell' } },
});

const kindsOf = (...desired: DesiredObject[]) =>
  applyWaves(desired).map(wave => wave.map(({ key }) => key.kind));

describe('applyWaves', () => {
  it('row 59: applies configuration before the pods that read it', () => {
    expect(
      kindsOf(
        object('apps/v1', 'Deployment'),
        object('v1', 'Service'),
        object('v1', 'ConfigMap'),
        object('external-secrets.io/v1', 'ExternalSecret'),
      ),
    ).toEqual([
      ['ConfigMap', 'ExternalSecret'],
      ['Deployment', 'Service'],
    ]);
  });

  it('returns one wave without configuration', () => {
    expect(kindsOf(object('apps/v1', 'Deployment'))).toEqual([['Deployment']]);
    expect(kindsOf()).toEqual([]);
  });
});
