import { age, builtIn, mapOf, struct } from './build';
import {
  bounded,
  group,
  kind,
  objectName,
  policyStatus,
  policyTarget,
  preciseHostname,
  boundedList,
  enumOf,
} from './gateway-parts';

const authority = struct(
  { group, kind, name: objectName },
  { required: ['group', 'kind', 'name'] },
);

const subjectAltName = struct(
  {
    type: enumOf('Hostname', 'URI'),
    hostname: preciseHostname,
    uri: bounded(1, 253),
  },
  { required: ['type'] },
);

/** BackendTLSPolicy of Gateway API 1.4. */
export const backendTlsPolicy = builtIn({
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  kind: 'BackendTLSPolicy',
  shortNames: ['btlspolicy'],
  categories: ['gateway-api'],
  columns: [age],
  schema: struct(
    {
      spec: struct(
        {
          targetRefs: { ...boundedList(16, policyTarget), minItems: 1 },
          validation: struct(
            {
              hostname: preciseHostname,
              caCertificateRefs: boundedList(8, authority),
              wellKnownCACertificates: enumOf('System'),
              subjectAltNames: boundedList(5, subjectAltName),
            },
            { required: ['hostname'] },
          ),
          options: mapOf(bounded(0, 4096)),
        },
        { required: ['targetRefs', 'validation'] },
      ),
      status: policyStatus,
    },
    { required: ['spec'] },
  ),
});
