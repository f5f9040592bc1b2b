import type { RESTPolicy } from '@promenade/openchoreo-model';
import type { TlsVersion } from '../../../core/effective-binding/hosts';
import { invalid, type Problem } from '../../../core/problem';

/** `1.2` of `TLSv1.2`, `TLS1.2`, `TLS_1_2` or `1.2`. */
const versionPattern = /^(?:TLS[v_ ]?)?1[._](?<minor>[0-3])$/i;

/**
 * Validates the minimum TLS version of a policy. The minimum is a setting of a gateway listener that all routes share,
 * so that an API cannot raise it for itself.
 *
 * @param supported - oldest version that the gateways of the data plane accept
 * @param field - path of the policy, for problems
 */
export function validateMinTlsVersion(
  { security }: RESTPolicy,
  supported: TlsVersion,
  field: string,
): Problem[] {
  const asked = security?.minTLSVersion;
  if (!asked) return [];
  const minor = versionPattern.exec(asked)?.groups?.minor;
  const path = `${field}.security.minTLSVersion`;
  if (minor === undefined) {
    return [
      invalid(path, `"${asked}" is not a TLS version; write it like 1.2`),
    ];
  }
  return Number(minor) > Number(supported.slice(2))
    ? [
        invalid(
          path,
          `the gateways of the data plane accept TLS ${supported}; set spec.gateway.minTLSVersion of the DataPlane to 1.${minor}, or lower it to ${supported}`,
        ),
      ]
    : [];
}
