import { duplicate, FieldError, invalid, required } from '../field-error';
import {
  isObject,
  JsonObject,
  jsonEquals,
  listAt,
  numberAt,
  objectAt,
  stringAt,
  textOf,
} from '../json';
import { asJson } from '../kube-json';
import { dnsLabelProblems } from '../names';
import { validateLabels } from '../validate-object-meta';
import { ValidationContext } from '../structural-schema';
import { clusterAddress, nodePort } from './cluster-address';
import {
  age,
  anyList,
  anyText,
  atomic,
  builtIn,
  conditions,
  defaulting,
  flag,
  integer,
  intOrString,
  kindSchema,
  listBy,
  listOf,
  oneOf,
  optionalFlag,
  optionalInteger,
  struct,
  text,
  textMap,
} from './build';
import { withValidator, objectValidator, portNumber } from './validators';
import { formatLabels } from './format-selector';

const port = struct(
  {
    name: text,
    protocol: defaulting(oneOf('SCTP', 'TCP', 'UDP'), 'TCP'),
    appProtocol: text,
    port: withValidator(
      defaulting({ type: 'integer', format: 'int32' }, 0),
      portNumber,
    ),
    targetPort: intOrString,
    nodePort: integer,
  },
  {
    rules: {
      setDefaults: value => {
        if (!value.targetPort) value.targetPort = value.port ?? 0;
      },
    },
  },
);

const spec = withValidator(
  struct(
    {
      ports: listBy(['port', 'protocol'], port),
      selector: atomic(textMap),
      clusterIP: text,
      clusterIPs: listOf(anyText),
      type: oneOf('ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'),
      externalIPs: listOf(anyText),
      sessionAffinity: defaulting(oneOf('ClientIP', 'None'), 'None'),
      sessionAffinityConfig: struct({
        clientIP: struct({ timeoutSeconds: optionalInteger }),
      }),
      loadBalancerIP: text,
      loadBalancerSourceRanges: listOf(anyText),
      loadBalancerClass: text,
      externalName: text,
      externalTrafficPolicy: oneOf('Cluster', 'Local'),
      internalTrafficPolicy: oneOf('Cluster', 'Local'),
      healthCheckNodePort: integer,
      publishNotReadyAddresses: flag,
      ipFamilies: listOf(oneOf('IPv4', 'IPv6')),
      ipFamilyPolicy: oneOf(
        'PreferDualStack',
        'RequireDualStack',
        'SingleStack',
      ),
      allocateLoadBalancerNodePorts: optionalFlag,
      trafficDistribution: text,
    },
    { rules: { setDefaults: allocateAddressAndPorts } },
  ),
  objectValidator((value, context) => [
    ...validatePorts(value, context.path),
    ...validateLabels(value.selector, `${context.path}.selector`),
    ...validateExternalName(value, context.path),
    ...validateClusterAddress(value, context),
  ]),
);

/** v1 Service */
export const service = builtIn({
  group: '',
  version: 'v1',
  kind: 'Service',
  returnsDeletedObject: true,
  shortNames: ['svc'],
  categories: ['all'],
  selectableFields: ['.spec.clusterIP', '.spec.type'],
  schema: kindSchema(
    {
      spec: defaulting(spec, {}),
      status: defaulting(
        struct({
          loadBalancer: defaulting(struct({ ingress: anyList }), {}),
          conditions,
        }),
        {},
      ),
    },
    { rules: { name: 'label' } },
  ),
  columns: [
    { name: 'Type', type: 'string', jsonPath: '.spec.type' },
    {
      name: 'Cluster-IP',
      type: 'string',
      value: object =>
        stringAt(objectAt(asJson(object), 'spec'), 'clusterIP') ?? '<none>',
    },
    {
      name: 'External-IP',
      type: 'string',
      value: object => externalAddress(asJson(object)),
    },
    {
      name: 'Port(s)',
      type: 'string',
      value: object => formatPorts(asJson(object)),
    },
    age,
    {
      name: 'Selector',
      type: 'string',
      priority: 1,
      value: object =>
        formatLabels(objectAt(objectAt(asJson(object), 'spec'), 'selector')),
    },
  ],
});

/** Allocates the address and ports of a Service, derived from its name. */
function allocateAddressAndPorts(value: JsonObject, root: JsonObject) {
  value.type ||= 'ClusterIP';
  value.sessionAffinity ||= 'None';
  if (value.sessionAffinity === 'ClientIP' && !value.sessionAffinityConfig) {
    value.sessionAffinityConfig = { clientIP: { timeoutSeconds: 10800 } };
  }
  if (value.type === 'ExternalName') return;
  const metadata = objectAt(root, 'metadata');
  const owner = `${metadata.namespace}/${metadata.name}`;
  value.clusterIP ||=
    stringAt({ ip: listAt(value, 'clusterIPs')[0] ?? '' }, 'ip') ||
    clusterAddress(owner);
  if (listAt(value, 'clusterIPs').length === 0) {
    value.clusterIPs = [value.clusterIP];
  }
  value.internalTrafficPolicy ||= 'Cluster';
  if (listAt(value, 'ipFamilies').length === 0) value.ipFamilies = ['IPv4'];
  value.ipFamilyPolicy ||= 'SingleStack';
  if (value.type === 'ClusterIP') return;
  value.externalTrafficPolicy ||= 'Cluster';
  if (value.type === 'LoadBalancer') {
    value.allocateLoadBalancerNodePorts ??= true;
  }
  value.ports = listAt(value, 'ports').map(item =>
    isObject(item) && !item.nodePort
      ? {
          ...item,
          nodePort: nodePort(
            `${owner}/${textOf(item.port)}/${textOf(item.protocol)}`,
          ),
        }
      : item,
  );
}

function validatePorts(value: JsonObject, path: string): FieldError[] {
  const ports = listAt(value, 'ports');
  const isHeadless = value.clusterIP === 'None';
  if (ports.length === 0) {
    return value.type === 'ExternalName' || isHeadless
      ? []
      : [required(`${path}.ports`)];
  }
  const names = new Set<string>();
  const pairs = new Set<string>();
  return ports.flatMap((item, index) => {
    const fieldPath = `${path}.ports[${index}]`;
    const name = stringAt(item, 'name') ?? '';
    const errors: FieldError[] = [];
    if (name === '') {
      if (ports.length > 1) errors.push(required(`${fieldPath}.name`));
    } else {
      for (const problem of dnsLabelProblems(name)) {
        errors.push(invalid(`${fieldPath}.name`, name, problem));
      }
      if (names.has(name)) errors.push(duplicate(`${fieldPath}.name`, name));
      names.add(name);
    }
    const protocol = stringAt(item, 'protocol') ?? 'TCP';
    const number = numberAt(item, 'port') ?? 0;
    const pair = `${protocol}/${number}`;
    if (pairs.has(pair)) {
      errors.push(duplicate(fieldPath, { protocol, port: number }));
    }
    pairs.add(pair);
    return [...errors, ...validateTargetPort(item, fieldPath)];
  });
}

function validateTargetPort(
  item: JsonObject[string],
  path: string,
): FieldError[] {
  if (!isObject(item)) return [];
  const { targetPort } = item;
  if (
    typeof targetPort === 'number' &&
    (targetPort < 1 || targetPort > 65535)
  ) {
    return [
      invalid(
        `${path}.targetPort`,
        targetPort,
        'must be between 1 and 65535, inclusive',
      ),
    ];
  }
  return [];
}

function validateExternalName(value: JsonObject, path: string): FieldError[] {
  return value.type === 'ExternalName' && !stringAt(value, 'externalName')
    ? [required(`${path}.externalName`)]
    : [];
}

function validateClusterAddress(
  value: JsonObject,
  { path, old }: ValidationContext,
): FieldError[] {
  if (!isObject(old) || old.type === 'ExternalName') return [];
  if (value.type === 'ExternalName') return [];
  const errors: FieldError[] = [];
  if (!jsonEquals(value.clusterIP, old.clusterIP)) {
    errors.push(
      invalid(`${path}.clusterIP`, value.clusterIP, 'field is immutable'),
    );
  }
  return errors;
}

function externalAddress(object: JsonObject): string {
  const { type, externalName, externalIPs } = objectAt(object, 'spec');
  if (type === 'ExternalName') return textOf(externalName ?? '<none>');
  const given = Array.isArray(externalIPs) ? externalIPs : [];
  const ingress = listAt(
    objectAt(objectAt(object, 'status'), 'loadBalancer'),
    'ingress',
  ).map(item => stringAt(item, 'ip') ?? stringAt(item, 'hostname') ?? '');
  const all = [...ingress, ...given];
  if (all.length > 0) return all.join(',');
  return type === 'LoadBalancer' ? '<pending>' : '<none>';
}

function formatPorts(object: JsonObject): string {
  const ports = listAt(objectAt(object, 'spec'), 'ports').map(item => {
    const onNode = numberAt(item, 'nodePort');
    const number = numberAt(item, 'port');
    const protocol = stringAt(item, 'protocol') ?? 'TCP';
    return onNode ? `${number}:${onNode}/${protocol}` : `${number}/${protocol}`;
  });
  return ports.length > 0 ? ports.join(',') : '<none>';
}
