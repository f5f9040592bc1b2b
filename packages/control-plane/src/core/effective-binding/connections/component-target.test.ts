import { findPeerAmong } from '../../../test/__testUtils__/rendering/peers';
import { resolveHosts } from '../hosts';
import { renderTarget } from '../target';
import { renderTaskCase } from '../../../test/__testUtils__/rendering/task-case';
import {
  objectsOf,
  restApi,
} from '../../../test/__testUtils__/rendering/service-case';
import {
  among,
  backend,
  connected,
  connecting,
  envOf,
  toBackend,
} from '../../../test/__testUtils__/rendering/connection-case';
import type { FindPeer } from './peer';

const offered = {
  apis: { api: restApi({ exposeLevels: ['Organization'] }) },
};

const theService = 'backend-[0-9a-f]{8}';

/** A peer in a cell that refuses what nothing declares. */
function enforced(given: Parameters<typeof backend>[1] = {}): FindPeer {
  const find = among(backend('stock', given));
  return wanted => {
    const peer = find(wanted);
    return peer && { ...peer, isEnforced: true };
  };
}

describe('row 34: a connection to a component', () => {
  it('of the same project goes to the Service by its short name', () => {
    const result = connected(toBackend());
    expect(result.problems).toEqual([]);
    expect(envOf(result)).toEqual([
      {
        name: 'STORE',
        value: expect.stringMatching(`^http://${theService}:8080$`),
      },
    ]);
  });

  it('says the same as internal as it does as api', () => {
    expect(connected(toBackend(undefined, { type: 'internal' }))).toEqual(
      connected(toBackend()),
    );
  });

  it('of another project goes through the gateway of the organization, where the endpoint is offered there', () => {
    const result = connected(toBackend('stock'), {
      findPeer: among(backend('stock', offered)),
    });
    expect(envOf(result)).toEqual([
      {
        name: 'STORE',
        value: 'https://development.choreoapis.internal:8443/stock/backend/v1',
      },
    ]);
  });

  it('of another project goes by the full name of the Service, where it is not offered and nothing refuses', () => {
    const result = connected(toBackend('stock'), {
      value: '{{ .host }}',
      findPeer: among(backend('stock')),
    });
    expect(result.problems).toEqual([]);
    expect(envOf(result)).toEqual([
      {
        name: 'STORE',
        value: expect.stringMatching(
          `^${theService}\\.dp-acme-stock-development-[0-9a-f]{8}\\.svc\\.cluster\\.local$`,
        ),
      },
    ]);
  });

  it('of the same name in another project is told from that of its own', () => {
    const find = among(backend('stock'), backend('shop'));
    const hosts = ['shop', 'stock'].map(project =>
      envOf(connected(toBackend(project), { findPeer: find })),
    );
    expect(hosts[0]).not.toEqual(hosts[1]);
  });

  it('that a cell keeps to its own project waits, and says how it is offered to others', () => {
    const { problems } = connected(toBackend('stock'), {
      findPeer: enforced(),
    });
    expect(problems).toEqual([
      expect.objectContaining({
        reason: 'ConnectionsPending',
        field: 'spec.workloadSpec.connections.store.params.endpoint',
        message: expect.stringMatching(
          /which is visible only inside its project in development.*Add organization to the visibility of the endpoint/,
        ),
      }),
    ]);
  });

  it('that a cell lets others call goes to its pods', () => {
    const { problems } = connected(toBackend('stock'), {
      findPeer: enforced({
        workload: {
          endpoints: {
            api: { type: 'TCP', port: 8080, visibility: ['public'] },
          },
        },
      }),
    });
    expect(problems).toEqual([]);
  });

  it.each([
    [
      'that is not deployed',
      toBackend(),
      [],
      /^greeter connects to backend \(endpoint api\), which is not deployed in development\. Deploy or promote backend there/,
    ],
    [
      'whose endpoint is not there',
      toBackend(undefined, {
        params: { componentName: 'backend', endpoint: 'grpc' },
      }),
      [backend('shop')],
      /connects to backend \(endpoint grpc\), which has no such endpoint in development; it has: api/,
    ],
    [
      'that is not named',
      { type: 'api', params: {} },
      [],
      /names no component\. Set its params\.componentName/,
    ],
  ])('%s is pending and says so', (_, connection, peers, message) => {
    const { problems } = connected(connection, { findPeer: among(...peers) });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        reason: 'ConnectionsPending',
        message: expect.stringMatching(message),
      }),
    ]);
  });

  it('that is the component itself works, with a warning', () => {
    const itself = { componentName: 'greeter', endpoint: 'api' };
    const own = {
      ...backend('shop', {
        binding: {
          owner: { projectName: 'shop', componentName: 'greeter' },
        },
      }),
    };
    const result = connected(
      { type: 'api', params: itself },
      { findPeer: findPeerAmong([own], resolveHosts('development')) },
    );
    expect(envOf(result)).toHaveLength(1);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.store.params.componentName',
        message: expect.stringMatching(/^greeter connects to itself/),
      }),
    ]);
  });

  it('from a task sets the variables of its runs', () => {
    const result = renderTaskCase({
      binding: {
        workloadSpec: {
          containers: { main: { image: 'registry.test/app:1' } },
          ...connecting(toBackend()),
        },
      },
      context: { findPeer: among(backend('shop')) },
    });
    expect(result.problems).toEqual([]);
    const [cronJob] = objectsOf(result, 'CronJob');
    expect(JSON.stringify(cronJob)).toMatch(
      new RegExp(`{"name":"STORE","value":"http://${theService}:8080"}`),
    );
  });
});

describe('row 39: a component is found', () => {
  it('by the name of its Service, which spreads calls over its pods', () => {
    const target = renderTarget(backend('shop'));
    const result = connected(toBackend(), { value: '{{ .host }}' });
    expect(envOf(result)).toEqual([{ name: 'STORE', value: target.name }]);
    const [service] = objectsOf(
      connected(toBackend(), {
        serviceClass: { serviceTemplate: { type: 'ClusterIP' } },
      }),
      'Service',
    );
    expect(service.spec).toMatchObject({
      type: 'ClusterIP',
      selector: { 'component-name': 'greeter' },
      ports: [{ port: 8080, targetPort: 8080 }],
    });
    expect(service.spec).not.toHaveProperty('clusterIP');
  });
});
