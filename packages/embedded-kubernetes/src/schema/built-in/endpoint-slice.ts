import { listAt, numberAt } from '../json';
import { asJson } from '../kube-json';
import {
  age,
  anything,
  anyText,
  builtIn,
  integer,
  kindSchema,
  listOf,
  oneOf,
  struct,
  text,
} from './build';

/** discovery.k8s.io/v1 EndpointSlice */
export const endpointSlice = builtIn({
  group: 'discovery.k8s.io',
  version: 'v1',
  kind: 'EndpointSlice',
  schema: kindSchema({
    addressType: oneOf('FQDN', 'IPv4', 'IPv6'),
    endpoints: listOf(
      struct({
        addresses: listOf(anyText),
        conditions: anything,
        hostname: text,
        targetRef: anything,
        deprecatedTopology: anything,
        nodeName: text,
        zone: text,
        hints: anything,
      }),
    ),
    ports: listOf(
      struct({
        name: anyText,
        protocol: text,
        port: integer,
        appProtocol: text,
      }),
    ),
  }),
  columns: [
    { name: 'AddressType', type: 'string', jsonPath: '.addressType' },
    {
      name: 'Ports',
      type: 'string',
      value: object =>
        listAt(asJson(object), 'ports')
          .map(port => numberAt(port, 'port') ?? 0)
          .join(',') || '<unset>',
    },
    {
      name: 'Endpoints',
      type: 'string',
      value: object =>
        listAt(asJson(object), 'endpoints')
          .flatMap(endpoint => listAt(endpoint, 'addresses'))
          .join(',') || '<unset>',
    },
    age,
  ],
});
