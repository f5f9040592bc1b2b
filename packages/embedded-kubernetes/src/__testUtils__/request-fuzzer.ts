import { dump } from 'js-yaml';
import {
  assign,
  cloneJson,
  isObject,
  type JsonObject,
  type JsonValue,
} from '../schema/json';
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

const strings = [
  '',
  'a',
  'fuzz',
  'A B',
  'ключ',
  '\u0000\u0007\n',
  '\ud800',
  '__proto__',
  'constructor',
  'toString',
  'a/b/c',
  '..',
  '%zz',
  '~01',
  '-',
  '-1',
  '0',
  '1e400',
  '9223372036854775807',
  '10Gi',
  '5m',
  '2026-01-02T03:04:05Z',
  'yesterday',
  '^(a+)+$',
  '(',
  '.a.b[?(@.c=="d")]',
  '*/5 * * * *',
  'x'.repeat(300),
  'a.'.repeat(200),
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',
];
const keys = [
  ...strings,
  'metadata',
  'spec',
  'status',
  'name',
  'namespace',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
  'managedFields',
  'resourceVersion',
  'uid',
  'generateName',
  'deletionTimestamp',
  '$patch',
  '$setElementOrder/containers',
  '$deleteFromPrimitiveList/finalizers',
  '$retainKeys',
];
const schemaKeys = [
  'type',
  'format',
  'properties',
  'additionalProperties',
  'items',
  'required',
  'enum',
  'default',
  'nullable',
  'pattern',
  'minimum',
  'multipleOf',
  'maxLength',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  '$ref',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-int-or-string',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-validations',
];
/** Validation rules: valid ones for some types, expensive ones, and invalid ones. */
const rules = [
  'true',
  'false',
  'self == oldSelf',
  'has(self.a) && has(self.b)',
  'self.all(x, self.all(y, self.all(z, x == y || y == z)))',
  "self.matches('^(a+)+$')",
  'size(self) < 3',
  'self > 1 || self < -1',
  'self.a == self.b',
  "self['a'] == self[0]",
  'dyn(self) == oldSelf.orValue(self)',
  'self.map(x, [x, self]) == []',
  "duration(self) > duration('1s')",
  'self +',
  'unknown',
  '"\\',
  `${'('.repeat(300)}self${')'.repeat(300)}`,
];
const schemaTypes = [
  'object',
  'array',
  'string',
  'integer',
  'number',
  'boolean',
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
  private state: number;
  private definitionCount = 0;

  constructor(seed: number) {
    this.state = Math.trunc(seed);
  }

  /** The next requests: one, or several that belong together. */
  next(): FuzzedRequest[] {
    const choice = this.random();
    if (choice < 0.2) return this.definitionRequests();
    if (choice < 0.3) return [this.pathRequest()];
    const [collection, sample] = this.pick(samples);
    const object = toJson({ metadata, ...sample });
    const request = this.objectRequest(collection, object);
    const isExisting = this.chance(0.6) && request.method !== 'POST';
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
    const mutated = this.chance(0.4)
      ? this.mutate(definition, 0.3)
      : this.mutateSchema(definition);
    const collection = `/apis/fuzz.example.com/v1/namespaces/default/${plural}`;
    const object = {
      apiVersion: 'fuzz.example.com/v1',
      kind: `Fuzz${this.definitionCount}`,
      metadata,
      spec: { colour: 'red' },
      status: { phase: 'a', replicas: 1 },
    };
    const objects = Array.from({ length: 3 }, () =>
      JSON.stringify(this.mutate(toJson(object), 0.5)),
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
      ...(this.chance(0.95)
        ? [this.request('DELETE', `${definitions}/${plural}.fuzz.example.com`)]
        : []),
    ];
  }

  private objectRequest(collection: string, object: JsonValue): FuzzedRequest {
    const name = this.chance(0.8) ? 'fuzz' : this.pick(strings);
    const subresource = this.chance(0.15) ? `/${this.pick(subresources)}` : '';
    const target = `${collection}/${encode(name)}${subresource}`;
    const query = this.chance(0.4) ? `?${this.query()}` : '';
    const choice = this.random();
    if (choice < 0.3) {
      const body = this.bodyOf(this.mutate(object, 0.7));
      return this.request('POST', collection + query, body.type, body.text);
    }
    if (choice < 0.45) {
      const body = this.bodyOf(this.mutate(object, 0.7));
      return this.request('PUT', target + query, body.type, body.text);
    }
    if (choice < 0.8) return this.patchRequest(target, query, object);
    if (choice < 0.9) {
      const body = this.chance(0.5)
        ? JSON.stringify(
            this.mutate(
              { propagationPolicy: 'Background', preconditions: { uid: 'a' } },
              0.5,
            ),
          )
        : undefined;
      const path = this.chance(0.9) ? target : collection;
      return this.request('DELETE', path + query, 'application/json', body);
    }
    if (this.chance(0.3)) {
      const path = `${collection}?watch=true&${this.query()}`;
      return { ...this.request('GET', path), isWatch: true };
    }
    return this.request(
      'GET',
      (this.chance(0.5) ? target : collection) + query,
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
    const type = this.pick(contentTypes.slice(2, 6));
    const separator = query ? '&' : '?';
    const path =
      type.includes('apply') && this.chance(0.9)
        ? `${target}${query}${separator}fieldManager=fuzz&force=${this.chance(
            0.5,
          )}`
        : target + query;
    if (type.includes('json-patch')) {
      const operations = Array.from({ length: this.integer(6) }, () =>
        this.mutate(
          {
            op: this.pick(['add', 'remove', 'replace', 'test', 'move', 'copy']),
            path: this.pointer(),
            from: this.pointer(),
            value: this.value(2),
          },
          0.2,
        ),
      );
      return this.request('PATCH', path, type, JSON.stringify(operations));
    }
    const patch = this.mutate(object, 0.8);
    return this.request(
      'PATCH',
      path,
      type,
      this.corrupt(JSON.stringify(patch)),
    );
  }

  private pathRequest(): FuzzedRequest {
    const parts = ['', 'api', 'apis', 'v1', 'namespaces', 'default', 'watch'];
    const segments = Array.from({ length: this.integer(7) }, () =>
      this.chance(0.7)
        ? this.pick([...parts, 'configmaps', 'openapi', 'v3', 'metrics'])
        : encode(this.pick(strings)),
    );
    const method = this.pick([
      'GET',
      'HEAD',
      'POST',
      'PUT',
      'PATCH',
      'DELETE',
      'OPTIONS',
    ]);
    const body = ['POST', 'PUT', 'PATCH'].includes(method)
      ? JSON.stringify(this.value(3))
      : undefined;
    const path = `/${segments.join('/')}?${this.query()}`;
    return this.request(method, path, this.pick(contentTypes), body);
  }

  private request(
    method: string,
    path: string,
    contentType = 'application/json',
    body?: string | Buffer,
  ): FuzzedRequest {
    const accept = this.chance(0.9) ? accepts[0] : this.pick(accepts);
    return { method, path, contentType, accept, body };
  }

  private bodyOf(value: JsonValue): { type: string; text: string | Buffer } {
    const type = this.chance(0.8) ? contentTypes[0] : this.pick(contentTypes);
    if (type.endsWith('protobuf')) {
      const bytes = Array.from({ length: this.integer(60) }, () =>
        this.integer(256),
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
    if (this.chance(0.9)) return text;
    const start = this.integer(text.length);
    const end = start + this.integer(20);
    const middle = this.pick([
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
    return Array.from({ length: this.integer(4) }, () => {
      const value = encode(this.pick(parameterValues));
      return `${this.pick(parameters)}=${value}`;
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
      { length: this.integer(5) },
      () => `/${this.chance(0.8) ? this.pick(parts) : this.pick(keys)}`,
    ).join('');
  }

  /** Changes some members of a copy of a value. */
  private mutate(value: JsonValue, probability: number): JsonValue {
    const copy = cloneJson(value);
    let result = copy;
    while (this.chance(probability)) result = this.mutateOnce(result);
    return result;
  }

  private mutateOnce(value: JsonValue): JsonValue {
    const isContainer = isObject(value) || Array.isArray(value);
    if (!isContainer || this.chance(0.1)) return this.value(3);
    if (Array.isArray(value)) {
      if (value.length === 0 || this.chance(0.2)) value.push(this.value(2));
      else {
        const index = this.integer(value.length);
        value[index] = this.mutateOnce(value[index]);
      }
      return value;
    }
    const names = Object.keys(value);
    const name = names.length > 0 ? this.pick(names) : '';
    const choice = this.random();
    if (choice < 0.1) delete value[name];
    else if (choice < 0.3) assign(value, this.pick(keys), this.value(2));
    else if (name !== '') assign(value, name, this.mutateOnce(value[name]));
    return value;
  }

  /** Changes some schemas of a definition. */
  private mutateSchema(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map(item => this.mutateSchema(item));
    if (!isObject(value)) return value;
    for (const key of Object.keys(value)) {
      assign(value, key, this.mutateSchema(value[key]));
    }
    if (typeof value.type === 'string' && this.chance(0.2)) {
      const key = this.pick(schemaKeys);
      assign(value, key, this.schemaValue(key));
    }
    return value;
  }

  private schemaValue(key: string): JsonValue {
    if (this.chance(0.3)) return this.value(2);
    const schema = { type: this.pick(schemaTypes) };
    switch (key) {
      case 'type':
        return this.pick(schemaTypes);
      case 'properties':
        return { [this.pick(keys)]: schema };
      case 'items':
      case 'additionalProperties':
      case 'not':
        return schema;
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return [schema, { required: ['a'] }];
      case 'required':
      case 'x-kubernetes-list-map-keys':
        return [this.pick(keys)];
      case 'x-kubernetes-list-type':
        return this.pick(['map', 'set', 'atomic']);
      case 'x-kubernetes-map-type':
        return this.pick(['granular', 'atomic']);
      case 'x-kubernetes-validations':
        return [
          {
            rule: this.pick(rules),
            ...(this.chance(0.2) ? { messageExpression: 'string(self)' } : {}),
            ...(this.chance(0.2) ? { optionalOldSelf: true } : {}),
          },
        ];
      default:
        return this.pick([true, false, 1, 'a', '^a$', '(']);
    }
  }

  private value(depth: number): JsonValue {
    const choice = this.random();
    if (choice < 0.35 || depth === 0) return this.pick(strings);
    if (choice < 0.5) {
      return this.pick([0, -1, 1.5, 1e20, 2 ** 31, 2 ** 53, -(2 ** 63)]);
    }
    if (choice < 0.6) return this.pick([true, false, null]);
    if (choice < 0.62) return nest(this.integer(600));
    const items = Array.from({ length: this.integer(4) }, () =>
      this.value(depth - 1),
    );
    if (choice < 0.8) return items;
    const object: JsonObject = {};
    for (const item of items) assign(object, this.pick(keys), item);
    return object;
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)];
  }

  private chance(probability: number): boolean {
    return this.random() < probability;
  }

  /** An integer from 0 up to, but not including, the limit. */
  private integer(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  /** A linear congruential generator with the constants of Numerical Recipes. */
  private random(): number {
    this.state = (Math.imul(this.state, 1664525) + 1013904223) % 2 ** 32;
    return ((this.state + 2 ** 32) % 2 ** 32) / 2 ** 32;
  }
}

/** Lone surrogates cannot be encoded. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''));
}

function nest(depth: number): JsonValue {
  let value: JsonValue = {};
  for (let level = 0; level < depth; level += 1) value = { a: value };
  return value;
}

function toJson(value: object): JsonValue {
  return JSON.parse(JSON.stringify(value));
}
