import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

/**
 * A Prometheus that has the metrics of data planes.
 *
 * @public
 */
export interface PrometheusConfig {
  /** For people. */
  name: string;
  /** Without a slash at its end. */
  url: string;
  token?: string;
  /** The names of the data planes, as `namespace/name` of their resources. Undefined for all. */
  dataPlanes?: readonly string[];
}

const key = 'openchoreo.metrics.prometheus';

/** @throws InputError that names the key of an invalid value */
export function readPrometheusConfig(
  root: RootConfigService,
): PrometheusConfig[] {
  const entries = root.getOptionalConfigArray(key) ?? [];
  return entries.map((entry, index) => {
    const at = `${key}[${index}]`;
    const text = entry.getString('url');
    const url = URL.parse(text);
    if (!url || !['http:', 'https:'].includes(url.protocol) || url.search) {
      throw new InputError(
        `${at}.url is "${text}". Use the URL of the Prometheus without a query, such as https://prometheus.example.com`,
      );
    }
    const dataPlanes = entry.getOptionalStringArray('dataPlanes');
    const wrong = dataPlanes?.find(name => name.split('/').length !== 2);
    if (wrong !== undefined) {
      throw new InputError(
        `${at}.dataPlanes has "${wrong}". Use the namespace and the name of a data plane, such as default/europe-1`,
      );
    }
    return {
      name: entry.getOptionalString('name') ?? String(index + 1),
      url: url.href.replace(/\/+$/, ''),
      // `${VARIABLE}` of an unset variable leaves the key without a value.
      token: entry.getOptional('token') ? entry.getString('token') : undefined,
      dataPlanes,
    };
  });
}
