import type { UnstructuredObject } from '@promenade/kube-client';
import { DriftDetector, matchesDesired } from './drift-detector';
import type { DesiredObject } from './desired-objects';

function desired(object: Partial<UnstructuredObject>): DesiredObject {
  const whole: UnstructuredObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'cell' },
    ...object,
  };
  return {
    id: 'web-service',
    key: {
      apiVersion: whole.apiVersion,
      kind: whole.kind,
      namespace: 'cell',
      name: 'web',
    },
    object: whole,
  };
}

const service = desired({
  spec: { type: 'ClusterIP', ports: [{ port: 80, targetPort: 0 }] },
});

/** The Service as a server returns it: with defaults and fields of its own. */
function stored(spec: object = {}): UnstructuredObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'cell', resourceVersion: '7' },
    spec: {
      type: 'ClusterIP',
      clusterIP: '10.0.0.1',
      ports: [{ port: 80, targetPort: 80, protocol: 'TCP' }],
      ...spec,
    },
    status: { loadBalancer: {} },
  };
}

describe('DriftDetector', () => {
  let detector: DriftDetector;
  beforeEach(() => {
    detector = new DriftDetector();
    detector.recordApplied('uid', service, stored());
  });

  it('reports Current while neither object changes', () => {
    expect(detector.compare('uid', service, stored())).toBe('Current');
  });

  it('ignores the status of a manifest', () => {
    const copied = desired({ spec: { type: 'ClusterIP' }, status: { a: 1 } });
    detector.recordApplied('uid', copied, stored());
    const reported = { ...stored(), status: { a: 2 } };
    expect(detector.compare('uid', copied, reported)).toBe('Current');
    expect(matchesDesired(copied, reported)).toBe(true);
  });

  it('ignores fields of other managers and the live status', () => {
    const live = stored({ sessionAffinity: 'None' });
    expect(
      detector.compare('uid', service, {
        ...live,
        metadata: {
          ...live.metadata,
          resourceVersion: '8',
          labels: { a: 'b' },
        },
        status: { loadBalancer: { ingress: [] } },
      }),
    ).toBe('Current');
  });

  it('reports missing, changed and drifted objects', () => {
    expect(detector.compare('uid', service, undefined)).toBe('Missing');
    expect(
      detector.compare(
        'uid',
        desired({ spec: { type: 'ClusterIP', ports: [{ port: 81 }] } }),
        stored(),
      ),
    ).toBe('Changed');
    expect(detector.compare('uid', service, stored({ type: 'NodePort' }))).toBe(
      'Drifted',
    );
    expect(detector.compare('uid', service, stored({ ports: [] }))).toBe(
      'Drifted',
    );
  });

  it('reports an object without a record as changed', () => {
    expect(detector.compare('other', service, stored())).toBe('Changed');
    detector.forget('uid');
    expect(detector.hasRecord('uid')).toBe(false);
    expect(detector.compare('uid', service, stored())).toBe('Changed');
  });

  it('reports an item added to a list without keys', () => {
    const args = (...list: string[]) => ({
      template: { spec: { containers: [{ name: 'main', args: list }] } },
    });
    const deployment = desired({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: args('a'),
    });
    const live = (...list: string[]) => ({
      ...deployment.object,
      spec: args(...list),
    });
    detector.recordApplied('uid', deployment, live('a'));
    expect(detector.compare('uid', deployment, live('a'))).toBe('Current');
    expect(detector.compare('uid', deployment, live('a', 'b'))).toBe('Drifted');
  });

  it('ignores a container added to a pod', () => {
    const containers = (...names: string[]) => ({
      template: { spec: { containers: names.map(name => ({ name })) } },
    });
    const deployment = desired({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: containers('main'),
    });
    detector.recordApplied('uid', deployment, deployment.object);
    expect(
      detector.compare('uid', deployment, {
        ...deployment.object,
        spec: containers('injected', 'main'),
      }),
    ).toBe('Current');
  });
});

describe('matchesDesired', () => {
  it('is true when every desired field has exactly the desired value', () => {
    expect(
      matchesDesired(
        desired({ spec: { type: 'ClusterIP', ports: [{ port: 80 }] } }),
        stored(),
      ),
    ).toBe(true);
    expect(matchesDesired(service, stored())).toBe(false);
  });
});
