import {
  backendBinding,
  backendConnection,
  findPeerIn,
  mainContainerEnv,
  renderConnectionCase,
  workloadWithConnection,
} from '../../../test/__testUtils__/rendering/connection-case';
import { findPeerAmongBindings } from '../../../test/__testUtils__/rendering/peers';
import {
  objectsOf,
  restApi,
} from '../../../test/__testUtils__/rendering/service-case';
import { renderTaskCase } from '../../../test/__testUtils__/rendering/task-case';
import { resolveHosts } from '../hosts';
import { renderTarget } from '../target';
import type { FindPeer } from './peer';

const offered = {
  apis: { api: restApi({ exposeLevels: ['Organization'] }) },
};

const servicePattern = 'backend-[0-9a-f]{8}';

/** A peer in an enforced cell. */
function enforced(given: Parameters<typeof backendBinding>[1] = {}): FindPeer {
  const find = findPeerIn(backendBinding('stock', given));
  return wanted => {
    const peer = find(wanted);
    return peer && { ...peer, isEnforced: true };
  };
}

describe('row 34: a connection to a component', () => {
  it('in the same project uses the short name of the Service', () => {
    const result = renderConnectionCase(backendConnection());
    expect(result.problems).toEqual([]);
    expect(mainContainerEnv(result)).toEqual([
      {
        name: 'STORE',
        value: expect.stringMatching(`^http://${servicePattern}:8080$`),
      },
    ]);
  });

  it('is the same for the types internal and api', () => {
    expect(
      renderConnectionCase(backendConnection(undefined, { type: 'internal' })),
    ).toEqual(renderConnectionCase(backendConnection()));
  });

  it('in another project uses the gateway of the organization, where the endpoint is exposed there', () => {
    const result = renderConnectionCase(backendConnection('stock'), {
      findPeer: findPeerIn(backendBinding('stock', offered)),
    });
    expect(mainContainerEnv(result)).toEqual([
      {
        name: 'STORE',
        value: 'https://development.choreoapis.internal:8443/stock/backend/v1',
      },
    ]);
  });

  it('in another project uses the full name of the Service, where the endpoint is not exposed and the cell is not enforced', () => {
    const result = renderConnectionCase(backendConnection('stock'), {
      value: '{{ .host }}',
      findPeer: findPeerIn(backendBinding('stock')),
    });
    expect(result.problems).toEqual([]);
    expect(mainContainerEnv(result)).toEqual([
      {
        name: 'STORE',
        value: expect.stringMatching(
          `^${servicePattern}\\.dp-acme-stock-development-[0-9a-f]{8}\\.svc\\.cluster\\.local$`,
        ),
      },
    ]);
  });

  it('of the same name in another project is not confused with its own', () => {
    const find = findPeerIn(backendBinding('stock'), backendBinding('shop'));
    const hosts = ['shop', 'stock'].map(project =>
      mainContainerEnv(
        renderConnectionCase(backendConnection(project), { findPeer: find }),
      ),
    );
    expect(hosts[0]).not.toEqual(hosts[1]);
  });

  it('with an endpoint that is visible in its project only is pending, with the remedy', () => {
    const { problems } = renderConnectionCase(backendConnection('stock'), {
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

  it('with an endpoint that is visible to other projects goes to its pods', () => {
    const { problems } = renderConnectionCase(backendConnection('stock'), {
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
      backendConnection(),
      [],
      /^greeter connects to backend \(endpoint api\), which is not deployed in development\. Deploy or promote backend there/,
    ],
    [
      'whose endpoint does not exist',
      backendConnection(undefined, {
        params: { componentName: 'backend', endpoint: 'grpc' },
      }),
      [backendBinding('shop')],
      /connects to backend \(endpoint grpc\), which has no such endpoint in development; it has: api/,
    ],
    [
      'that is not named',
      { type: 'api', params: {} },
      [],
      /names no component\. Set its params\.componentName/,
    ],
  ])('%s is pending, with the reason', (_, connection, peers, message) => {
    const { problems } = renderConnectionCase(connection, {
      findPeer: findPeerIn(...peers),
    });
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'Error',
        reason: 'ConnectionsPending',
        message: expect.stringMatching(message),
      }),
    ]);
  });

  it('that is the component itself is resolved, with a warning', () => {
    const itself = { componentName: 'greeter', endpoint: 'api' };
    const own = {
      ...backendBinding('shop', {
        binding: {
          owner: { projectName: 'shop', componentName: 'greeter' },
        },
      }),
    };
    const result = renderConnectionCase(
      { type: 'api', params: itself },
      { findPeer: findPeerAmongBindings([own], resolveHosts('development')) },
    );
    expect(mainContainerEnv(result)).toHaveLength(1);
    expect(result.problems).toEqual([
      expect.objectContaining({
        severity: 'Warning',
        field: 'spec.workloadSpec.connections.store.params.componentName',
        message: expect.stringMatching(/^greeter connects to itself/),
      }),
    ]);
  });

  it('sets the variables of a task', () => {
    const result = renderTaskCase({
      binding: {
        workloadSpec: {
          containers: { main: { image: 'registry.test/app:1' } },
          ...workloadWithConnection(backendConnection()),
        },
      },
      context: { findPeer: findPeerIn(backendBinding('shop')) },
    });
    expect(result.problems).toEqual([]);
    const [cronJob] = objectsOf(result, 'CronJob');
    expect(JSON.stringify(cronJob)).toMatch(
      new RegExp(`{"name":"STORE","value":"http://${servicePattern}:8080"}`),
    );
  });
});

describe('row 39: service discovery', () => {
  it('uses the name of the Service, which balances calls over its pods', () => {
    const target = renderTarget(backendBinding('shop'));
    const result = renderConnectionCase(backendConnection(), {
      value: '{{ .host }}',
    });
    expect(mainContainerEnv(result)).toEqual([
      { name: 'STORE', value: target.name },
    ]);
    const [service] = objectsOf(
      renderConnectionCase(backendConnection(), {
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
