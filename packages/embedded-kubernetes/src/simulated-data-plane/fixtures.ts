import { Cluster, kinds, NewObject, statusOf } from './cluster';
import { withConditions } from '../api/conditions';
import { simulatedLabels, nodeName } from './simulation-metadata';
import { formatTime } from '../api/time';

/** The namespace of the gateways of a data plane. */
const dataPlaneNamespace = 'openchoreo-data-plane';

/**
 * Creates the objects of every data plane that do not exist: a node and the
 * gateways of the routes of OpenChoreo.
 */
export function ensureFixtures(cluster: Cluster): void {
  ensure(cluster, {
    ...kinds.namespace,
    metadata: { name: dataPlaneNamespace, labels: simulatedLabels },
  });
  ensure(cluster, {
    ...kinds.gatewayClass,
    metadata: { name: 'gateway', labels: simulatedLabels },
    spec: { controllerName: 'simulated.openchoreo.dev/gateway-controller' },
  });
  for (const name of ['gateway-external', 'gateway-internal']) {
    ensure(cluster, {
      ...kinds.gateway,
      metadata: {
        name,
        namespace: dataPlaneNamespace,
        labels: simulatedLabels,
      },
      spec: {
        gatewayClassName: 'gateway',
        listeners: [
          {
            name: 'https',
            port: 443,
            protocol: 'HTTPS',
            allowedRoutes: { namespaces: { from: 'All' } },
          },
        ],
      },
    });
  }
  ensureNode(cluster);
}

function ensureNode(cluster: Cluster) {
  ensure(cluster, {
    ...kinds.node,
    metadata: {
      name: nodeName,
      labels: {
        ...simulatedLabels,
        'kubernetes.io/hostname': nodeName,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
      },
    },
    spec: { providerID: `simulated://${nodeName}` },
  });
  const node = cluster.get(kinds.node, '', nodeName);
  if (!node || statusOf(node).conditions !== undefined) return;
  const amounts = { cpu: '32', memory: '256Gi', pods: '1000' };
  cluster.updateStatus(node, {
    capacity: amounts,
    allocatable: amounts,
    addresses: [
      { type: 'InternalIP', address: '127.0.0.1' },
      { type: 'Hostname', address: nodeName },
    ],
    conditions: withConditions(
      [],
      [
        {
          type: 'Ready',
          status: 'True',
          reason: 'Simulated',
          message: 'nothing really runs here',
        },
      ],
      cluster.now(),
      { lastHeartbeatTime: formatTime(cluster.now()) },
    ),
    nodeInfo: {
      kubeletVersion: 'simulated',
      osImage: 'simulated',
      operatingSystem: 'linux',
      architecture: 'amd64',
      kernelVersion: 'simulated',
      containerRuntimeVersion: 'simulated://',
    },
  });
}

function ensure(cluster: Cluster, object: NewObject) {
  const { namespace = '', name = '' } = object.metadata;
  if (!cluster.get(object, namespace, name)) cluster.create(object);
}
