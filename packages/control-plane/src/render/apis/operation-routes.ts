import type {
  Exposure,
  Operation,
} from '../../core/effective-binding/apis/exposure';
import type { Hosts } from '../../core/effective-binding/hosts';
import {
  objectMeta,
  type RenderTarget,
} from '../../core/effective-binding/target';
import { namedResource, type ReleaseResource } from '../../core/manifest';
import { invalid, type Problem } from '../../core/problem';
import { renderRouteWithRule } from '../routes/http-route';
import type { RouteSettings } from './api-route';
import { renderBackendRef } from './external-backend';
import { operationName } from './names';
import {
  escapeRegExp,
  basePathPrefix,
  operationPathPattern,
} from './operation-path';

/** Name of the HTTPRoute of an operation. */
export function operationRouteName(
  target: RenderTarget,
  exposure: Exposure,
  operation: Operation,
): string {
  return operationName(target, exposure, operation, 'httproute');
}

/**
 * Renders the route of one operation, and the filter that rewrites its path. The route matches a regular expression
 * whose group is the path at the backend.
 */
export function renderOperation(
  target: RenderTarget,
  exposure: Exposure,
  operation: Operation,
  hosts: Hosts,
  { filters, listenerPort }: RouteSettings,
): { route: ReleaseResource; filter: ReleaseResource } {
  const { backend, level } = exposure;
  const pattern = operationPattern(exposure, operation);
  const filterName = operationName(target, exposure, operation, 'rewrite');
  const group = 'gateway.envoyproxy.io';
  const kind = 'HTTPRouteFilter';
  return {
    route: renderRouteWithRule(
      target,
      {
        name: operationRouteName(target, exposure, operation),
        gateway: hosts.api[level],
        listenerPort,
      },
      {
        matches: [
          {
            path: { type: 'RegularExpression', value: pattern },
            method: operation.method,
          },
        ],
        filters: [
          {
            type: 'ExtensionRef',
            extensionRef: { group, kind, name: filterName },
          },
          ...filters,
        ],
        backendRefs: [renderBackendRef(target, exposure)],
      },
    ),
    filter: namedResource({
      apiVersion: `${group}/v1alpha1`,
      kind,
      metadata: objectMeta(target, filterName),
      spec: {
        urlRewrite: {
          hostname: backend.external ? { type: 'Backend' } : undefined,
          path: {
            type: 'ReplaceRegexMatch',
            replaceRegexMatch: {
              pattern,
              substitution: `${backend.external?.path ?? ''}\\1`,
            },
          },
        },
      },
    }),
  };
}

/** The regular expression of an operation at the gateway; its group is the path at the backend. */
export function operationPattern(
  { path, backend }: Exposure,
  operation: Operation,
): string {
  const base = basePathPrefix(backend.basePath);
  const prefix = path.endsWith(base)
    ? path.slice(0, path.length - base.length)
    : path;
  return `^${escapeRegExp(prefix)}(${operationPathPattern(
    backend.basePath,
    operation.path,
  )})$`;
}

/** Validates the operations of an API: each has a path, and none is declared twice. */
export function validateOperations({ field, operations }: Exposure): Problem[] {
  const seen = new Set<string>();
  return operations.flatMap(({ method, path }, index) => {
    const at = `${field}.rest.operations[${index}]`;
    const key = `${method} ${path.replace(/\{[^{}/]+\}/g, '{}')}`;
    if (!/^\/[^\s?#]*$/.test(path)) {
      return [
        invalid(
          `${at}.path`,
          `"${path}" is not a path; write it like /books/{id}`,
        ),
      ];
    }
    if (seen.has(key)) {
      return [
        invalid(at, `${method} ${path} is declared twice; remove one of them`),
      ];
    }
    seen.add(key);
    return [];
  });
}
