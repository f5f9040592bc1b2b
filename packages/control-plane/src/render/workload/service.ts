import {
  objectMeta,
  resourceId,
  type RenderTarget,
} from '../../core/effective-binding/target';
import type { ReleaseResource } from '../../core/manifest';
import { isJsonList, isJsonObject, type Json } from '../../runtime/json';
import { serviceSpecSchema } from '../../runtime/merge/merge-schema';
import { strategicMerge } from '../../runtime/merge/strategic-merge';
import { serviceSpecType } from '../go/kubernetes-types';
import { omitZeroValues } from '../go/zero-values';
import type { Port } from './ports';

/**
 * Renders the Service of a workload: the template of the class merged with the ports of the endpoints. Without ports
 * there is no Service, because the API server rejects one.
 *
 * @param template - `spec.serviceTemplate` of the class
 */
export function renderService(
  target: RenderTarget,
  template: unknown,
  ports: readonly Port[],
): ReleaseResource | undefined {
  const spec = strategicMerge(
    isJsonObject(template) ? omitZeroValues(template, serviceSpecType) : {},
    {
      type: 'ClusterIP',
      selector: target.labels,
      ports: ports.map(({ name, port, targetPort, protocol }) => ({
        name,
        port,
        targetPort,
        protocol,
      })),
    },
    serviceSpecSchema,
  );
  if (!isJsonList(spec.ports) || spec.ports.length === 0) return undefined;
  return {
    id: resourceId(target, 'service'),
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: objectMeta(target, target.serviceName),
      spec: { ...spec, ports: spec.ports.map(setTargetPort) },
    },
  };
}

/**
 * A port of the class without a target port gets 0, which the API server defaults to the port. OpenChoreo v0.3.2 writes
 * it so.
 */
function setTargetPort(port: Json): Json {
  return isJsonObject(port) && port.targetPort === undefined
    ? { ...port, targetPort: 0 }
    : port;
}
