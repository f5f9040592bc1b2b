import { PrinterColumn } from '../../api/types';
import { JsonObject, listAt, objectAt, stringAt } from '../json';
import { asJson } from '../kube-json';
import {
  age,
  anyList,
  anything,
  anyText,
  builtIn,
  conditions,
  defaulting,
  flag,
  kindSchema,
  listBy,
  listOf,
  setOf,
  struct,
  text,
} from './build';
import { quantities } from './quantity';

const nodeAddress = struct({ type: text, address: text });

/** v1 Node */
export const node = builtIn({
  group: '',
  version: 'v1',
  kind: 'Node',
  shortNames: ['no'],
  scope: 'Cluster',
  selectableFields: ['.spec.unschedulable'],
  schema: kindSchema({
    spec: defaulting(
      struct({
        podCIDR: text,
        podCIDRs: setOf(anyText),
        providerID: text,
        unschedulable: flag,
        taints: anyList,
        externalID: text,
        configSource: anything,
      }),
      {},
    ),
    status: defaulting(
      struct({
        capacity: quantities,
        allocatable: quantities,
        phase: text,
        conditions,
        addresses: listBy('type', nodeAddress),
        daemonEndpoints: anything,
        nodeInfo: anything,
        images: anyList,
        volumesInUse: listOf(anyText),
        volumesAttached: anyList,
        config: anything,
        runtimeHandlers: anyList,
        features: anything,
        declaredFeatures: listOf(anyText),
      }),
      {},
    ),
  }),
  columns: [
    {
      name: 'Status',
      type: 'string',
      value: object => nodeStatus(asJson(object)),
    },
    { name: 'Roles', type: 'string', value: object => rolesOf(asJson(object)) },
    age,
    {
      name: 'Version',
      type: 'string',
      jsonPath: '.status.nodeInfo.kubeletVersion',
    },
    addressColumn('Internal-IP', 'InternalIP'),
    addressColumn('External-IP', 'ExternalIP'),
    {
      name: 'OS-Image',
      type: 'string',
      priority: 1,
      jsonPath: '.status.nodeInfo.osImage',
    },
    {
      name: 'Kernel-Version',
      type: 'string',
      priority: 1,
      jsonPath: '.status.nodeInfo.kernelVersion',
    },
    {
      name: 'Container-Runtime',
      type: 'string',
      priority: 1,
      jsonPath: '.status.nodeInfo.containerRuntimeVersion',
    },
  ],
});

function nodeStatus(object: JsonObject): string {
  const ready = listAt(objectAt(object, 'status'), 'conditions').find(
    item => stringAt(item, 'type') === 'Ready',
  );
  let status = 'Unknown';
  if (ready !== undefined) {
    status = stringAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  }
  return objectAt(object, 'spec').unschedulable === true
    ? `${status},SchedulingDisabled`
    : status;
}

function rolesOf(object: JsonObject): string {
  const prefix = 'node-role.kubernetes.io/';
  const roles = Object.keys(objectAt(objectAt(object, 'metadata'), 'labels'))
    .filter(label => label.startsWith(prefix))
    .map(label => label.slice(prefix.length));
  return roles.length > 0 ? roles.sort().join(',') : '<none>';
}

function addressColumn(name: string, type: string): PrinterColumn {
  return {
    name,
    type: 'string',
    priority: 1,
    value: object => {
      const found = listAt(
        objectAt(asJson(object), 'status'),
        'addresses',
      ).find(item => stringAt(item, 'type') === type);
      return stringAt(found, 'address') ?? '<none>';
    },
  };
}
