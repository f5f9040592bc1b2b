import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  apiClassKind,
  apiKind,
  mergeRestPolicy,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ApiClassSnapshot } from '../domain/ApiClassSnapshot';
import { describePolicy } from './apiPolicies';
import { bindingsOf, type Binding } from './bindings';

/** The class of an API that is derived from the visibility of an endpoint. */
const defaultClass = 'default';

/** The classes of the APIs of a component in an environment, by the names of the APIs. */
export function apiClassesOf(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
): Map<string, ApiClassSnapshot> {
  const { organization, project, component } = ref;
  const standalone = reader
    .byIndex(apiKind, 'component', indexValue(organization, project, component))
    .filter(({ spec }) => spec.environmentName === environment)
    .map(({ metadata, spec }) => [metadata.name, spec.className] as const);
  const bound = bindingsOf(reader, ref)
    .map(({ binding }) => binding)
    .filter(({ spec }) => spec.environment === environment)
    .flatMap(classNames);
  return new Map(
    [...standalone, ...bound].map(([api, name]) => [
      api,
      apiClass(reader, organization, name),
    ]),
  );
}

/** The declared APIs of a service, and one for each endpoint that others than its project may call. */
function classNames({ kind, spec }: Binding): [string, string][] {
  if (kind !== 'ServiceBinding') return [];
  const { endpoints = {} } = spec.workloadSpec;
  const derived = Object.entries(endpoints).filter(([, { visibility = [] }]) =>
    visibility.some(audience => audience !== 'project'),
  );
  return [
    ...derived.map<[string, string]>(([name]) => [name, defaultClass]),
    ...Object.entries(spec.apis ?? {}).map<[string, string]>(
      ([name, { className }]) => [name, className],
    ),
  ];
}

function apiClass(
  reader: ResourceReader,
  namespace: string,
  name: string,
): ApiClassSnapshot {
  const found = reader.get(apiClassKind, { namespace, name });
  return {
    name,
    policies: found && {
      organization: describePolicy(mergeRestPolicy(found, 'Organization')),
      public: describePolicy(mergeRestPolicy(found, 'Public')),
    },
  };
}
