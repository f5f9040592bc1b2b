import { isJsonList, isJsonObject, type Json } from '../../runtime/json';
import { serviceSpecSchema } from '../../runtime/merge/merge-schema';
import { strategicMerge } from '../../runtime/merge/strategic-merge';
import { serviceSpecType } from '../go/kubernetes-types';
import { omitZeroValues } from '../go/zero-values';
import type { ReleaseResource } from '../../core/manifest';
import type { Port } from './ports';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';

/**
 * The Service in front of a workload: the class's template with the ports of
 * the workload's endpoints laid over it. The API server takes no Service
 * without ports, so without any there is none.
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
    id: `${target.binding}-service`,
    object: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: objectMeta(target),
      spec: { ...spec, ports: spec.ports.map(setTargetPort) },
    },
  };
}

/**
 * A port of the class that says no target gets 0, which the API server reads
 * as "the same as port". OpenChoreo v0.3.2 writes it so.
 */
function setTargetPort(port: Json): Json {
  return isJsonObject(port) && port.targetPort === undefined
    ? { ...port, targetPort: 0 }
    : port;
}
