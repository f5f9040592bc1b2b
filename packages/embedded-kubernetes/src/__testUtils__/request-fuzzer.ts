import { dump } from 'js-yaml';
import type { JsonValue } from '../schema/json';
import { keys, RandomValues, strings } from './random-values';
import { widget, widgetDefinition } from './widgets';

/** A request of the fuzzer. */
export interface FuzzedRequest {
  method: string;
  path: string;
  contentType: string;
  accept: string;
  /** Whether the request starts a watch. */
  isWatch?: boolean;
  body?: string | Buffer;
}

const metadata = { name: 'fuzz' };
const podSpec = { containers: [{ name: 'main', image: 'nginx:1' }] };
const template = { metadata: { labels: { app: 'fuzz' } }, spec: podSpec };
const selector = { matchLabels: { app: 'fuzz' } };
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Valid objects by the path of their collection. */
const samples: [path: string, object: object][] = [
  ['/api/v1/namespaces/default/configmaps', { data: { a: 'b' } }],
  ['/api/v1/namespaces/default/secrets', { stringData: { a: 'b' } }],
  ['/api/v1/namespaces', { metadata: { name: 'fuzz-ns' } }],
  [
    '/api/v1/namespaces/default/services',
    { spec: { selector: { app: 'fuzz' }, ports: [{ port: 80 }] } },
  ],
  ['/api/v1/namespaces/default/pods', { spec: podSpec }],
  [
    '/api/v1/namespaces/default/events',
    {
      involvedObject: { kind: 'Pod', name: 'a' },
      reason: 'A',
      message: 'b',
      type: 'Normal',
    },
  ],
  [
    '/apis/apps/v1/namespaces/default/deployments',
    { spec: { replicas: 2, selector, template } },
  ],
  [
    '/apis/apps/v1/namespaces/default/statefulsets',
    { spec: { serviceName: 'a', selector, template } },
  ],
  [
    '/apis/batch/v1/namespaces/default/jobs',
    { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } },
  ],
  [
    '/apis/batch/v1/namespaces/default/cronjobs',
    {
      spec: {
        schedule: '*/5 * * * *',
        jobTemplate: {
          spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } },
        },
      },
    },
  ],
  [
    '/apis/coordination.k8s.io/v1/namespaces/default/leases',
    { spec: { holderIdentity: 'a', renewTime: '2026-01-01T00:00:00.000000Z' } },
  ],
  [
    '/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles',
    { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  ],
  [
    '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies',
    { spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] } },
  ],
  ['/apis/example.com/v1/namespaces/default/widgets', widget('fuzz')],
  [definitions, widgetDefinition],
];

const contentTypes = [
  'application/json',
  'application/yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
  'application/apply-patch+yaml',
  'application/vnd.kubernetes.protobuf',
  'text/plain',
  '',
];
const accepts = [
  'application/json',
  '*/*',
  'application/json;as=Table;v=v1;g=meta.k8s.io',
  'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  'application/json;as=APIGroupDiscoveryList;v=v2;g=apidiscovery.k8s.io',
  'text/html',
  ';;;=,',
];
const parameters = [
  'dryRun',
  'fieldManager',
  'fieldValidation',
  'force',
  'labelSelector',
  'fieldSelector',
  'limit',
  'continue',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'allowWatchBookmarks',
  'propagationPolicy',
  'gracePeriodSeconds',
  'orphanDependents',
  'includeObject',
  'pretty',
];
const parameterValues = [
  ...strings,
  'All',
  'Strict',
  'Warn',
  'Ignore',
  'true',
  'false',
  'Foreground',
  'Background',
  'Orphan',
  'NotOlderThan',
  'Exact',
  'a=b,c!=d,e in (f,g),!h',
  'a in (',
  'metadata.name=fuzz',
  'metadata.name=\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\',
  'None',
  'Object',
];
const subresources = [
  'status',
  'scale',
  'finalize',
  'log',
  'exec',
  'constructor',
];

/** Creates random requests, most of them invalid. The same seed gives the same requests. */
export class RequestFuzzer {
  private readonly values: RandomValues;
  private definitionCount = 0;

  constructor(seed: number) {
    this.values = new RandomValues(seed);
  }

  /** The next requests: one, or several that belong together. */
  next(): FuzzedRequest[] {
    const choice = this.values.random();
    if (choice < 0.2) return this.definitionRequests();
    if (choice < 0.3) return [this.pathRequest()];
    const [collection, sample] = this.values.pick(samples);
    const object = toJson({ metadata, ...sample });
    const request = this.objectRequest(collection, object);
    const isExisting = this.values.chance(0.6) && request.method !== 'POST';
    return isExisting
      ? [this.jsonRequest(collection, object), request]
      : [request];
  }

  /** A definition, objects of its kind, and their deletion. */
  private definitionRequests(): FuzzedRequest[] {
    this.definitionCount += 1;
    const plural = `fuzz${this.definitionCount}s`;
    const definition: JsonValue = JSON.parse(
      JSON.stringify({
        ...widgetDefinition,
        metadata: { name: `${plural}.fuzz.example.com` },
        spec: {
          ...widgetDefinition.spec,
          group: 'fuzz.example.com',
          names: { plural, kind: `Fuzz${this.definitionCount}` },
        },
      }),
    );
    const mutated = this.values.chance(0.4)
      ? this.values.mutate(definition, 0.3)
      : this.values.mutateSchema(definition);
    const collection = `/apis/fuzz.example.com/v1/namespaces/default/${plural}`;
    const object = {
      apiVersion: 'fuzz.example.com/v1',
      kind: `Fuzz${this.definitionCount}`,
      metadata,
      spec: { colour: 'red' },
      status: { phase: 'a', replicas: 1 },
    };
    const objects = Array.from({ length: 3 }, () =>
      JSON.stringify(this.values.mutate(toJson(object), 0.5)),
    );
    const json = 'application/json';
    return [
      this.request('POST', definitions, json, JSON.stringify(mutated)),
      ...objects.map(body => this.request('POST', collection, json, body)),
      this.request(
        'PATCH',
        `${collection}/fuzz?fieldManager=fuzz`,
        'application/apply-patch+yaml',
        JSON.stringify(object),
      ),
      ...['', '/fuzz', '/fuzz/status', '/fuzz/scale'].map(path =>
        this.request('GET', `${collection}${path}`),
      ),
      this.request('GET', `${collection}?limit=1&${this.query()}`),
      this.request('GET', '/openapi/v3/apis/fuzz.example.com/v1'),
      ...(this.values.chance(0.95)
        ? [this.request('DELETE', `${definitions}/${plural}.fuzz.example.com`)]
        : []),
    ];
  }

  private objectRequest(collection: string, object: JsonValue): FuzzedRequest {
    const name = this.values.chance(0.8) ? 'fuzz' : this.values.pick(strings);
    const subresource = this.values.chance(0.15)
      ? `/${this.values.pick(subresources)}`
      : '';
    const target = `${collection}/${encode(name)}${subresource}`;
    const query = this.values.chance(0.4) ? `?${this.query()}` : '';
    const choice = this.values.random();
    if (choice < 0.3) {
      const body = this.bodyOf(this.values.mutate(object, 0.7));
      return this.request('POST', collection + query, body.type, body.text);
    }
    if (choice < 0.45) {
      const body = this.bodyOf(this.values.mutate(object, 0.7));
      return this.request('PUT', target + query, body.type, body.text);
    }
    if (choice < 0.8) return this.patchRequest(target, query, object);
    if (choice < 0.9) {
      const body = this.values.chance(0.5)
        ? JSON.stringify(
            this.values.mutate(
              { propagationPolicy: 'Background', preconditions: { uid: 'a' } },
              0.5,
            ),
          )
        : undefined;
      const path = this.values.chance(0.9) ? target : collection;
      return this.request('DELETE', path + query, 'application/json', body);
    }
    if (this.values.chance(0.3)) {
      const path = `${collection}?watch=true&${this.query()}`;
      return { ...this.request('GET', path), isWatch: true };
    }
    return this.request(
      'GET',
      (this.values.chance(0.5) ? target : collection) + query,
    );
  }

  private jsonRequest(collection: string, object: JsonValue): FuzzedRequest {
    const body = JSON.stringify(object);
    return this.request('POST', collection, 'application/json', body);
  }

  private patchRequest(
    target: string,
    query: string,
    object: JsonValue,
  ): FuzzedRequest {
    const type = this.values.pick(contentTypes.slice(2, 6));
    const separator = query ? '&' : '?';
    const path =
      type.includes('apply') && this.values.chance(0.9)
        ? `${target}${query}${separator}fieldManager=fuzz&force=${this.values.chance(
            0.5,
          )}`
        : target + query;
    if (type.includes('json-patch')) {
      const operations = Array.from({ length: this.values.integer(6) }, () =>
        this.values.mutate(
          {
            op: this.values.pick([
              'add',
              'remove',
              'replace',
              'test',
              'move',
              'copy',
            ]),
            path: this.pointer(),
            from: this.pointer(),
            value: this.values.value(2),
          },
          0.2,
        ),
      );
      return this.request('PATCH', path, type, JSON.stringify(operations));
    }
    const patch = this.values.mutate(object, 0.8);
    return this.request(
      'PATCH',
      path,
      type,
      this.corrupt(JSON.stringify(patch)),
    );
  }

  private pathRequest(): FuzzedRequest {
    const parts = ['', 'api', 'apis', 'v1', 'namespaces', 'default', 'watch'];
    const segments = Array.from({ length: this.values.integer(7) }, () =>
      this.values.chance(0.7)
        ? this.values.pick([...parts, 'configmaps', 'openapi', 'v3', 'metrics'])
        : encode(this.values.pick(strings)),
    );
    const method = this.values.pick([
      'GET',
      'HEAD',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
    ]);
    const body = ['POST', 'PUT', 'PATCH'].includes(method)
      ? JSON.stringify(this.values.value(3))
      : undefined;
    const path = `/${segments.join('/')}?${this.query()}`;
    return this.request(method, path, this.values.pick(contentTypes), body);
  }

  private request(
    method: string,
    path: string,
    contentType = 'application/json',
    body?: string | Buffer,
  ): FuzzedRequest {
    const accept = this.values.chance(0.9)
      ? accepts[0]
      : this.values.pick(accepts);
    return { method, path, contentType, accept, body };
  }

  private bodyOf(value: JsonValue): { type: string; text: string | Buffer } {
    const type = this.values.chance(0.8)
      ? contentTypes[0]
      : this.values.pick(contentTypes);
    if (type.endsWith('protobuf')) {
      const bytes = Array.from({ length: this.values.integer(60) }, () =>
        this.values.integer(256),
      );
      return {
        type,
        text: Buffer.concat([
          Buffer.from('k8s\0\x0a\x0f\x0a\x02v1\x12\x09ConfigMap\x12', 'latin1'),
          Buffer.from(bytes),
        ]),
      };
    }
    const text = type.endsWith('yaml') ? dump(value) : JSON.stringify(value);
    return { type, text: this.corrupt(text) };
  }

  /** Replaces or removes a part of a text, sometimes. */
  private corrupt(text: string): string {
    if (this.values.chance(0.9)) return text;
    const start = this.values.integer(text.length);
    const end = start + this.values.integer(20);
    const middle = this.values.pick([
      '',
      '"',
      '{',
      ']',
      '1e999',
      '9007199254740993',
      '[[[[[[[',
      '\u0000',
      '*a',
      '&a',
      '%',
    ]);
    return text.slice(0, start) + middle + text.slice(end);
  }

  private query(): string {
    return Array.from({ length: this.values.integer(4) }, () => {
      const value = encode(this.values.pick(parameterValues));
      return `${this.values.pick(parameters)}=${value}`;
    }).join('&');
  }

  private pointer(): string {
    const parts = [
      'metadata',
      'spec',
      'data',
      'labels',
      'a',
      '0',
      '-',
      '',
      '~0',
    ];
    return Array.from(
      { length: this.values.integer(5) },
      () =>
        `/${
          this.values.chance(0.8)
            ? this.values.pick(parts)
            : this.values.pick(keys)
        }`,
    ).join('');
  }
}

/** Lone surrogates cannot be encoded. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''));
}

function toJson(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
