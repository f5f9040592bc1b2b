import { wavesOf } from './apply-order';
import type { DesiredObject } from './desired-objects';

const object = (apiVersion: string, kind: string): DesiredObject => ({
  id: kind,
  key: { apiVersion, kind, namespace: 'cell', name: 'it' },
  object: { apiVersion, kind, metadata: { name: 'it', namespace: 'cell' } },
});

const kindsOf = (...desired: DesiredObject[]) =>
  wavesOf(desired).map(wave => wave.map(({ key }) => key.kind));

describe('wavesOf', () => {
  it('row 59: applies what pods read before the pods', () => {
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

  it('is one wave where pods read nothing', () => {
    expect(kindsOf(object('apps/v1', 'Deployment'))).toEqual([['Deployment']]);
    expect(kindsOf()).toEqual([]);
  });
});
