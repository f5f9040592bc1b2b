import { createHash } from 'node:crypto';
import type { ResourceRegistry } from '../api/resource-registry';
import { apiVersionOf, isPod, type ResourceType } from '../api/types';
import { headerOf, type ApiRequest } from './request';
import { sendJson } from './respond';
import { podMetrics } from './pod-metrics';
import { reviewResources } from './review-resources';
import { mediaRangesOf } from './response-format';

/** The verbs of resources without a list of their own. */
export const allVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** The resources whose objects are not stored. */
const computedResources = [
  ...reviewResources.map(resource => ({
    ...resource,
    namespaced: false,
    verbs: ['create'],
  })),
  podMetrics,
];

/** Sends /api or /apis: the groups, or with aggregated discovery all groups, versions and resources. */
export function sendGroups(
  request: ApiRequest,
  registry: ResourceRegistry,
): void {
  const core = request.path[0] === 'api';
  const aggregated = aggregatedVersion(request);
  if (aggregated) {
    const body = JSON.stringify({
      kind: 'APIGroupDiscoveryList',
      apiVersion: `apidiscovery.k8s.io/${aggregated}`,
      metadata: {},
      items: groupsOf(registry)
        .filter(group => (group.name === '') === core)
        .map(group => aggregatedGroup(registry, group)),
    });
    sendTagged(request, body, {
      'Content-Type': `application/json;g=apidiscovery.k8s.io;v=${aggregated};as=APIGroupDiscoveryList`,
      Vary: 'Accept',
      'Cache-Control': 'public',
    });
    return;
  }
  if (core) {
    sendJson(request, 200, {
      kind: 'APIVersions',
      versions: ['v1'],
      serverAddressByClientCIDRs: [
        {
          clientCIDR: '0.0.0.0/0',
          serverAddress: headerOf(request, 'host'),
        },
      ],
    });
    return;
  }
  sendJson(request, 200, {
    kind: 'APIGroupList',
    apiVersion: 'v1',
    groups: groupsOf(registry)
      .filter(group => group.name !== '')
      .map(apiGroup),
  });
}

/** Sends /apis/GROUP; returns false if the group does not exist. */
export function sendGroup(
  request: ApiRequest,
  registry: ResourceRegistry,
  name: string,
): boolean {
  const group = groupsOf(registry).find(candidate => candidate.name === name);
  if (!group || name === '') return false;
  sendJson(request, 200, {
    kind: 'APIGroup',
    apiVersion: 'v1',
    ...apiGroup(group),
  });
  return true;
}

/** Sends /api/v1 or /apis/GROUP/VERSION; returns false if the version does not exist. */
export function sendResources(
  request: ApiRequest,
  registry: ResourceRegistry,
  group: string,
  version: string,
): boolean {
  const types = typesOf(registry, group, version);
  const computed = computedResources.filter(
    resource => resource.group === group && resource.version === version,
  );
  if (types.length === 0 && computed.length === 0) return false;
  sendJson(request, 200, {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: [
      ...types.flatMap(type => [
        {
          name: type.plural,
          singularName: type.singular,
          namespaced: type.scope === 'Namespaced',
          kind: type.kind,
          verbs: type.verbs ?? allVerbs,
          ...(type.shortNames.length > 0
            ? { shortNames: type.shortNames }
            : {}),
          ...(type.categories.length > 0
            ? { categories: type.categories }
            : {}),
        },
        ...subresourcesOf(type).map(({ subresource, responseKind, verbs }) => ({
          name: `${type.plural}/${subresource}`,
          singularName: '',
          namespaced: type.scope === 'Namespaced',
          ...(responseKind.kind === 'Scale'
            ? { group: responseKind.group, version: responseKind.version }
            : {}),
          kind: responseKind.kind,
          verbs,
        })),
      ]),
      ...computed.map(({ plural, singular, namespaced, kind, verbs }) => ({
        name: plural,
        singularName: singular,
        namespaced,
        kind,
        verbs,
      })),
    ],
  });
  return true;
}

/** Sends a body with an ETag, or 304 if the client already has it. */
export function sendTagged(
  request: ApiRequest,
  body: string,
  headers: Record<string, string>,
  tag = hashOf(body),
): void {
  const etag = `"${tag}"`;
  const isCached = headerOf(request, 'if-none-match') === etag;
  const { response } = request;
  response.writeHead(isCached ? 304 : 200, { ...headers, ETag: etag });
  response.end(isCached || request.method === 'HEAD' ? undefined : body);
}

/** The hash of a discovery or OpenAPI document. */
export function hashOf(text: string): string {
  return createHash('sha512').update(text).digest('hex').toUpperCase();
}

interface Group {
  name: string;
  versions: string[];
}

/** The groups of all resources, including those that are not stored. */
function groupsOf(registry: ResourceRegistry): Group[] {
  const groups = registry.groups();
  for (const { group, version } of computedResources) {
    const known = groups.find(candidate => candidate.name === group);
    if (!known) groups.push({ name: group, versions: [version] });
  }
  return groups;
}

function typesOf(registry: ResourceRegistry, group: string, version: string) {
  return registry
    .types()
    .filter(type => type.group === group && type.version === version)
    .sort((a, b) => (a.plural < b.plural ? -1 : 1));
}

function apiGroup({ name, versions }: Group) {
  const list = versions.map(version => ({
    groupVersion: apiVersionOf({ group: name, version }),
    version,
  }));
  return { name, versions: list, preferredVersion: list[0] };
}

function aggregatedVersion(request: ApiRequest): string | undefined {
  for (const { parameters } of mediaRangesOf(request)) {
    const version = parameters.get('v');
    if (
      parameters.get('g') === 'apidiscovery.k8s.io' &&
      parameters.get('as') === 'APIGroupDiscoveryList' &&
      (version === 'v2' || version === 'v2beta1')
    ) {
      return version;
    }
  }
  return undefined;
}

function aggregatedGroup(registry: ResourceRegistry, group: Group) {
  return {
    metadata: {
      ...(group.name ? { name: group.name } : {}),
      creationTimestamp: null,
    },
    versions: group.versions.map(version => ({
      version,
      resources: [
        ...typesOf(registry, group.name, version).map(type => ({
          resource: type.plural,
          responseKind: kindOf(type),
          scope: type.scope,
          singularResource: type.singular,
          verbs: type.verbs ?? allVerbs,
          ...(type.shortNames.length > 0
            ? { shortNames: type.shortNames }
            : {}),
          ...(type.categories.length > 0
            ? { categories: type.categories }
            : {}),
          ...(subresourcesOf(type).length > 0
            ? { subresources: subresourcesOf(type) }
            : {}),
        })),
        ...computedResources
          .filter(
            resource =>
              resource.group === group.name && resource.version === version,
          )
          .map(resource => ({
            resource: resource.plural,
            responseKind: kindOf(resource),
            scope: resource.namespaced ? 'Namespaced' : 'Cluster',
            singularResource: resource.singular,
            verbs: resource.verbs,
          })),
      ],
      freshness: 'Current',
    })),
  };
}

function kindOf(type: { group: string; version: string; kind: string }) {
  return { group: type.group, version: type.version, kind: type.kind };
}

function subresourcesOf(type: ResourceType) {
  const verbs = ['get', 'patch', 'update'];
  return [
    ...(type.subresources.status
      ? [{ subresource: 'status', responseKind: kindOf(type), verbs }]
      : []),
    ...(type.subresources.scale
      ? [
          {
            subresource: 'scale',
            responseKind: {
              group: 'autoscaling',
              version: 'v1',
              kind: 'Scale',
            },
            verbs,
          },
        ]
      : []),
    ...(isPod(type)
      ? [{ subresource: 'log', responseKind: kindOf(type), verbs: ['get'] }]
      : []),
    ...(type.group === '' && type.plural === 'namespaces'
      ? [
          {
            subresource: 'finalize',
            responseKind: kindOf(type),
            verbs: ['update'],
          },
        ]
      : []),
  ];
}
