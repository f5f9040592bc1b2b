import type { UnstructuredObject } from '@promenade/kube-client';
import type { AppliedObject } from './applied-object';
import { wavesOf } from './apply-order';
import type { DesiredObject } from './desired-objects';
import { missingGuardOf } from './guarded';
import { objectIdOf } from './object-id';

function wanted(object: UnstructuredObject): DesiredObject {
  return { id: object.metadata.name, key: objectIdOf(object), object };
}

const metadata = (name: string) => ({ name, namespace: 'cell' });
const route = (name: string) =>
  wanted({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadata(name),
  });
const protecting = (spec: object) =>
  wanted({
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: metadata('api'),
    spec: {
      targetRefs: [
        { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'api' },
      ],
      ...spec,
    },
  });
const policy = protecting({ authorization: { defaultAction: 'Deny' } });

describe('a route whose policy was refused', () => {
  const refusedTo = (wantedPolicy: DesiredObject): AppliedObject => ({
    wanted: wantedPolicy,
    verdict: 'Missing',
    failure: { id: 'api', message: 'refused', transient: false },
  });
  const refused = refusedTo(policy);

  it('is kept back, and says by what', () => {
    expect(missingGuardOf(route('api'), [refused])).toBe(
      'HTTPRoute api: kept back, because SecurityPolicy api, which protects it, was not applied',
    );
  });

  it('keeps no other route back', () => {
    expect(missingGuardOf(route('other'), [refused])).toBeUndefined();
  });

  it('is applied where that policy protects nothing', () => {
    expect(
      missingGuardOf(route('api'), [refusedTo(protecting({ cors: {} }))]),
    ).toBeUndefined();
  });

  it('is applied once its policy is', () => {
    const applied: AppliedObject = { wanted: policy, verdict: 'Missing' };
    expect(missingGuardOf(route('api'), [applied])).toBeUndefined();
  });

  it('comes after its policy', () => {
    const api = route('api');
    expect(wavesOf([api, policy])).toEqual([[policy], [api]]);
  });
});
