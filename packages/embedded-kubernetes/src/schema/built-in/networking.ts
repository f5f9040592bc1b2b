import { ResourceType } from '../../api/types';
import { FieldError, forbidden, invalid, required } from '../field-error';
import { isObject, JsonObject, listAt, objectAt, stringAt } from '../json';
import { asJson } from '../kube-json';
import {
  age,
  anyList,
  anything,
  anyText,
  builtIn,
  defaulting,
  intOrString,
  kindSchema,
  listOf,
  oneOf,
  optionalInteger,
  struct,
  text,
} from './build';
import { withValidator, objectValidator, requireMember } from './validators';
import { labelSelector } from './label-selector';
import { formatSelector } from './format-selector';

const peer = withValidator(
  struct({
    podSelector: labelSelector,
    namespaceSelector: labelSelector,
    ipBlock: struct({ cidr: text, except: listOf(anyText) }),
  }),
  objectValidator((value, { path }) => validatePeer(value, path)),
);
const port = struct({
  protocol: defaulting(oneOf('SCTP', 'TCP', 'UDP'), 'TCP'),
  port: intOrString,
  endPort: optionalInteger,
});

const networkPolicy = builtIn({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  shortNames: ['netpol'],
  schema: kindSchema({
    spec: struct(
      {
        podSelector: defaulting(labelSelector, {}),
        ingress: listOf(struct({ ports: listOf(port), from: listOf(peer) })),
        egress: listOf(struct({ ports: listOf(port), to: listOf(peer) })),
        policyTypes: listOf(oneOf('Egress', 'Ingress')),
      },
      {
        rules: {
          setDefaults: value => {
            if (listAt(value, 'policyTypes').length > 0) return;
            value.policyTypes =
              listAt(value, 'egress').length > 0
                ? ['Ingress', 'Egress']
                : ['Ingress'];
          },
        },
      },
    ),
  }),
  columns: [
    {
      name: 'Pod-Selector',
      type: 'string',
      value: object =>
        formatSelector(objectAt(asJson(object).spec, 'podSelector')),
    },
    age,
  ],
});

const backend = struct({
  service: struct({
    name: text,
    port: struct({ name: text, number: optionalInteger }),
  }),
  resource: anything,
});

const path = withValidator(
  struct({
    path: text,
    pathType: oneOf('Exact', 'ImplementationSpecific', 'Prefix'),
    backend,
  }),
  objectValidator((value, context) => validateIngressPath(value, context.path)),
);

const ingress = builtIn({
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'Ingress',
  shortNames: ['ing'],
  schema: kindSchema({
    spec: withValidator(
      struct({
        ingressClassName: text,
        defaultBackend: backend,
        tls: listOf(struct({ hosts: listOf(anyText), secretName: text })),
        rules: listOf(
          struct({ host: text, http: struct({ paths: listOf(path) }) }),
        ),
      }),
      objectValidator((value, context) =>
        listAt(value, 'rules').length === 0 && !isObject(value.defaultBackend)
          ? [
              invalid(
                context.path,
                [],
                'either `defaultBackend` or `rules` must be specified',
              ),
            ]
          : [],
      ),
    ),
    status: defaulting(
      struct({
        loadBalancer: defaulting(struct({ ingress: anyList }), {}),
      }),
      {},
    ),
  }),
  columns: [
    {
      name: 'Class',
      type: 'string',
      value: object =>
        stringAt(asJson(object).spec, 'ingressClassName') ?? '<none>',
    },
    {
      name: 'Hosts',
      type: 'string',
      value: object => {
        const hosts = listAt(asJson(object).spec, 'rules')
          .map(rule => stringAt(rule, 'host') ?? '')
          .filter(host => host !== '');
        return hosts.length > 0 ? hosts.join(',') : '*';
      },
    },
    {
      name: 'Address',
      type: 'string',
      value: object =>
        listAt(objectAt(asJson(object).status, 'loadBalancer'), 'ingress')
          .map(item => stringAt(item, 'ip') ?? stringAt(item, 'hostname') ?? '')
          .join(','),
    },
    {
      name: 'Ports',
      type: 'string',
      value: object =>
        listAt(asJson(object).spec, 'tls').length > 0 ? '80, 443' : '80',
    },
    age,
  ],
});

/** Kinds of networking.k8s.io. */
export const networkingKinds: ResourceType[] = [networkPolicy, ingress];

function validatePeer(value: JsonObject, fieldPath: string): FieldError[] {
  const count = ['podSelector', 'namespaceSelector', 'ipBlock'].filter(
    name => name in value,
  ).length;
  if (count === 0) return [required(fieldPath, 'must specify a peer')];
  if ('ipBlock' in value && count > 1) {
    return [
      forbidden(fieldPath, 'may not specify both ipBlock and another peer'),
    ];
  }
  return [];
}

function validateIngressPath(
  value: JsonObject,
  fieldPath: string,
): FieldError[] {
  const type = stringAt(value, 'pathType');
  const errors: FieldError[] = [];
  if (!type)
    errors.push(
      required(`${fieldPath}.pathType`, 'pathType must be specified'),
    );
  const place = stringAt(value, 'path') ?? '';
  if ((type === 'Exact' || type === 'Prefix') && !place.startsWith('/')) {
    errors.push(
      invalid(`${fieldPath}.path`, place, 'must be an absolute path'),
    );
  }
  const service = objectAt(value, 'backend').service;
  if (isObject(service)) {
    errors.push(...requireMember(service, `${fieldPath}.backend`, 'name'));
  }
  return errors;
}
