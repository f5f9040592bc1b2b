import type { UnstructuredObject } from '@promenade/kube-client';
import { AppliedMemory, covers } from './applied-memory';
import type { DesiredObject } from './desired-objects';

function wanted(object: Partial<UnstructuredObject>): DesiredObject {
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

const service = wanted({
  spec: { type: 'ClusterIP', ports: [{ port: 80, targetPort: 0 }] },
});

/** What a server makes of the Service: a default for the target, and much of its own. */
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

describe('AppliedMemory', () => {
  let memory: AppliedMemory;
  beforeEach(() => {
    memory = new AppliedMemory();
    memory.remember('uid', service, stored());
  });

  it('finds nothing to do while both sides stay as they were', () => {
    expect(memory.verdict('uid', service, stored())).toBe('Current');
  });

  it('does not mind a status that a manifest holds: it is for its controller to report', () => {
    const copied = wanted({ spec: { type: 'ClusterIP' }, status: { a: 1 } });
    memory.remember('uid', copied, stored());
    const reported = { ...stored(), status: { a: 2 } };
    expect(memory.verdict('uid', copied, reported)).toBe('Current');
    expect(covers(copied, reported)).toBe(true);
  });

  it('does not mind what others add, nor the status', () => {
    const live = stored({ sessionAffinity: 'None' });
    expect(
      memory.verdict('uid', service, {
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

  it('sees what is missing, what is wanted otherwise, and what somebody else changed', () => {
    expect(memory.verdict('uid', service, undefined)).toBe('Missing');
    expect(
      memory.verdict(
        'uid',
        wanted({ spec: { type: 'ClusterIP', ports: [{ port: 81 }] } }),
        stored(),
      ),
    ).toBe('Changed');
    expect(memory.verdict('uid', service, stored({ type: 'NodePort' }))).toBe(
      'Drifted',
    );
    expect(memory.verdict('uid', service, stored({ ports: [] }))).toBe(
      'Drifted',
    );
  });

  it('takes an object of which it knows nothing for changed', () => {
    expect(memory.verdict('other', service, stored())).toBe('Changed');
    memory.forget('uid');
    expect(memory.knows('uid')).toBe(false);
    expect(memory.verdict('uid', service, stored())).toBe('Changed');
  });

  it('sees an item that somebody adds to a list that has no keys', () => {
    const args = (...list: string[]) => ({
      template: { spec: { containers: [{ name: 'main', args: list }] } },
    });
    const deployment = wanted({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: args('a'),
    });
    const live = (...list: string[]) => ({
      ...deployment.object,
      spec: args(...list),
    });
    memory.remember('uid', deployment, live('a'));
    expect(memory.verdict('uid', deployment, live('a'))).toBe('Current');
    expect(memory.verdict('uid', deployment, live('a', 'b'))).toBe('Drifted');
  });

  it('leaves a container alone that somebody adds to a pod', () => {
    const containers = (...names: string[]) => ({
      template: { spec: { containers: names.map(name => ({ name })) } },
    });
    const deployment = wanted({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: containers('main'),
    });
    memory.remember('uid', deployment, deployment.object);
    expect(
      memory.verdict('uid', deployment, {
        ...deployment.object,
        spec: containers('injected', 'main'),
      }),
    ).toBe('Current');
  });
});

describe('covers', () => {
  it('holds when every wanted field has its very value', () => {
    expect(
      covers(
        wanted({ spec: { type: 'ClusterIP', ports: [{ port: 80 }] } }),
        stored(),
      ),
    ).toBe(true);
    expect(covers(service, stored())).toBe(false);
  });
});
