import type { UnstructuredObject } from '@promenade/kube-client';
import type { ApplyResult } from './apply-result';
import { applyWaves } from './apply-order';
import type { DesiredObject } from './desired-objects';
import { missingPolicyError } from './apply-preconditions';
import { objectIdOf } from './object-id';

function desired(object: UnstructuredObject): DesiredObject {
  return { id: object.metadata.name, key: objectIdOf(object), object };
}

const metadata = (name: string) => ({ name, namespace: 'cell' });
const route = (name: string) =>
  desired({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadata(name),
  });
const securityPolicy = (spec: object) =>
  desired({
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
const policy = securityPolicy({ authorization: { defaultAction: 'Deny' } });

describe('missingPolicyError', () => {
  const failedResult = (object: DesiredObject): ApplyResult => ({
    desired: object,
    syncStatus: 'Missing',
    failure: { id: 'api', message: 'rejected', transient: false },
  });
  const failed = failedResult(policy);

  it('names the policy that a route lacks', () => {
    expect(missingPolicyError(route('api'), [failed])).toBe(
      'HTTPRoute api: not applied, because SecurityPolicy api, which protects it, was not applied',
    );
  });

  it('does not affect other routes', () => {
    expect(missingPolicyError(route('other'), [failed])).toBeUndefined();
  });

  it('ignores a policy that protects nothing', () => {
    expect(
      missingPolicyError(route('api'), [
        failedResult(securityPolicy({ cors: {} })),
      ]),
    ).toBeUndefined();
  });

  it('allows a route whose policy is applied', () => {
    const applied: ApplyResult = { desired: policy, syncStatus: 'Missing' };
    expect(missingPolicyError(route('api'), [applied])).toBeUndefined();
  });

  it('is checked after the policy is applied', () => {
    const api = route('api');
    expect(applyWaves([api, policy])).toEqual([[policy], [api]]);
  });
});
