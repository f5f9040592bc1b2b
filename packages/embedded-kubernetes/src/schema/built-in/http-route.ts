import { FieldError, invalid } from '../field-error';
import { isObject, JsonObject, JsonValue, listAt, stringAt } from '../json';
import { StructuralSchema } from '../structural-schema';
import { builtIn, defaulting, struct } from './build';
import { FieldValidator, withValidator, objectValidator } from './validators';
import {
  backendRef,
  headerModifier,
  hostname,
  localReference,
  match,
  parentRef,
  port,
  preciseHostname,
  routeColumns,
  routeStatus,
  boundedList,
  enumOf,
} from './gateway-parts';

const validPath = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$/;
const forTypes = "when type one of ['Exact', 'PathPrefix']";

const pathMatch = withValidator(
  struct({
    type: defaulting(
      enumOf('Exact', 'PathPrefix', 'RegularExpression'),
      'PathPrefix',
    ),
    value: defaulting({ type: 'string', maxLength: 1024 }, '/'),
  }),
  objectValidator((value, { path }) => validatePathMatch(value, path)),
);

const newPath = withValidator(
  struct(
    {
      type: enumOf('ReplaceFullPath', 'ReplacePrefixMatch'),
      replaceFullPath: { type: 'string', maxLength: 1024 },
      replacePrefixMatch: { type: 'string', maxLength: 1024 },
    },
    { required: ['type'] },
  ),
  objectValidator((value, { path }) => validatePathModifier(value, path)),
);

/** The required field of each type of filter. */
const filterMembers: Record<string, string> = {
  RequestHeaderModifier: 'requestHeaderModifier',
  ResponseHeaderModifier: 'responseHeaderModifier',
  RequestMirror: 'requestMirror',
  RequestRedirect: 'requestRedirect',
  URLRewrite: 'urlRewrite',
  ExtensionRef: 'extensionRef',
};

const filter = withValidator(
  struct(
    {
      type: enumOf(...Object.keys(filterMembers)),
      requestHeaderModifier: headerModifier,
      responseHeaderModifier: headerModifier,
      requestMirror: struct(
        { backendRef: withPort(backendRefWithoutWeight()) },
        { required: ['backendRef'] },
      ),
      requestRedirect: struct({
        scheme: enumOf('http', 'https'),
        hostname: preciseHostname,
        path: newPath,
        port,
        statusCode: defaulting({ type: 'integer', enum: [301, 302] }, 302),
      }),
      urlRewrite: struct({ hostname: preciseHostname, path: newPath }),
      extensionRef: localReference,
    },
    { required: ['type'] },
  ),
  objectValidator((value, { path }) => validateFilter(value, path)),
);
const filters = withValidator(boundedList(16, filter), validateFilters);

const rule = withValidator(
  struct({
    matches: defaulting(
      {
        ...boundedList(
          64,
          struct({
            path: defaulting(pathMatch, { type: 'PathPrefix', value: '/' }),
            headers: match(4096),
            queryParams: match(1024),
            method: enumOf(
              'GET',
              'HEAD',
              'POST',
              'PUT',
              'DELETE',
              'CONNECT',
              'OPTIONS',
              'TRACE',
              'PATCH',
            ),
          }),
        ),
      },
      [{ path: { type: 'PathPrefix', value: '/' } }],
    ),
    filters,
    backendRefs: boundedList(16, withPort(backendRef({ filters }))),
    timeouts: struct({ request: duration(), backendRequest: duration() }),
  }),
  objectValidator((value, { path }) => validateRule(value, path)),
);

/** gateway.networking.k8s.io/v1 HTTPRoute */
export const httpRoute = builtIn({
  group: 'gateway.networking.k8s.io',
  version: 'v1',
  kind: 'HTTPRoute',
  categories: ['gateway-api'],
  columns: routeColumns,
  schema: struct(
    {
      spec: struct({
        parentRefs: boundedList(32, parentRef),
        hostnames: boundedList(16, hostname),
        rules: defaulting(boundedList(16, rule), [
          { matches: [{ path: { type: 'PathPrefix', value: '/' } }] },
        ]),
      }),
      status: routeStatus,
    },
    { required: ['spec'] },
  ),
});

function duration(): StructuralSchema {
  return { type: 'string', pattern: '^([0-9]{1,5}(h|m|s|ms)){1,4}$' };
}

function backendRefWithoutWeight(): StructuralSchema {
  const { weight: _, ...properties } = backendRef().properties ?? {};
  return struct(properties, { required: ['name'] });
}

function withPort(reference: StructuralSchema): StructuralSchema {
  return withValidator(
    reference,
    objectValidator((value, { path }) =>
      value.group === '' && value.kind === 'Service' && !('port' in value)
        ? [invalid(path, undefined, 'Must have port for Service reference')]
        : [],
    ),
  );
}

function validatePathMatch(value: JsonObject, path: string): FieldError[] {
  const type = stringAt(value, 'type');
  if (type !== 'Exact' && type !== 'PathPrefix') return [];
  const text = stringAt(value, 'value') ?? '';
  const problems: string[] = [];
  if (!text.startsWith('/')) {
    problems.push(
      `value must be an absolute path and start with '/' ${forTypes}`,
    );
  }
  for (const part of ['//', '/./', '/../', '%2f', '%2F', '#']) {
    if (text.includes(part))
      problems.push(`must not contain '${part}' ${forTypes}`);
  }
  for (const end of ['/..', '/.']) {
    if (text.endsWith(end))
      problems.push(`must not end with '${end}' ${forTypes}`);
  }
  if (!validPath.test(text)) {
    problems.push(
      `must only contain valid characters (matching ${validPath.source.replaceAll(
        '\\/',
        '/',
      )}) for types ['Exact', 'PathPrefix']`,
    );
  }
  return problems.map(problem => invalid(path, undefined, problem));
}

function validatePathModifier(value: JsonObject, path: string): FieldError[] {
  const pairs = [
    ['ReplaceFullPath', 'replaceFullPath'],
    ['ReplacePrefixMatch', 'replacePrefixMatch'],
  ];
  const problems = pairs.flatMap(([type, name]) => {
    const isType = value.type === type;
    const isSet = name in value;
    if (isType && !isSet) {
      return [`${name} must be specified when type is set to '${type}'`];
    }
    return isSet && !isType
      ? [`type must be '${type}' when ${name} is set`]
      : [];
  });
  return problems.map(problem => invalid(path, undefined, problem));
}

function validateFilter(value: JsonObject, path: string): FieldError[] {
  const problems = Object.entries(filterMembers).flatMap(([type, name]) => {
    const isType = value.type === type;
    if (name in value && !isType) {
      return [`filter.${name} must be nil if the filter.type is not ${type}`];
    }
    return isType && !(name in value)
      ? [`filter.${name} must be specified for ${type} filter.type`]
      : [];
  });
  return problems.map(problem => invalid(path, undefined, problem));
}

function validateFilters(
  ...[value, { path }]: Parameters<FieldValidator>
): FieldError[] {
  const types = (Array.isArray(value) ? value : []).map(item =>
    stringAt(item, 'type'),
  );
  const problems: string[] = [];
  if (types.includes('RequestRedirect') && types.includes('URLRewrite')) {
    problems.push(
      'May specify either httpRouteFilterRequestRedirect or httpRouteFilterRequestRewrite, but not both',
    );
  }
  for (const type of [
    'RequestHeaderModifier',
    'ResponseHeaderModifier',
    'RequestRedirect',
    'URLRewrite',
  ]) {
    if (types.filter(other => other === type).length > 1) {
      problems.push(`${type} filter cannot be repeated`);
    }
  }
  return problems.map(problem => invalid(path, undefined, problem));
}

function validateRule(value: JsonObject, path: string): FieldError[] {
  const ruleFilters = listAt(value, 'filters');
  const problems: string[] = [];
  if (
    listAt(value, 'backendRefs').length > 0 &&
    ruleFilters.some(item => isObject(item) && 'requestRedirect' in item)
  ) {
    problems.push(
      'RequestRedirect filter must not be used together with backendRefs',
    );
  }
  for (const [type, name] of [
    ['RequestRedirect', 'requestRedirect'],
    ['URLRewrite', 'urlRewrite'],
  ]) {
    const replaces = ruleFilters.some(item => replacesPrefix(item, name));
    if (replaces && !hasOnePrefix(value)) {
      problems.push(
        `When using ${type} filter with path.replacePrefixMatch, exactly one PathPrefix match must be specified`,
      );
    }
  }
  return problems.map(problem => invalid(path, undefined, problem));
}

function replacesPrefix(item: JsonValue, name: string): boolean {
  const part = isObject(item) ? item[name] : undefined;
  const path = isObject(part) ? part.path : undefined;
  return (
    isObject(path) &&
    path.type === 'ReplacePrefixMatch' &&
    'replacePrefixMatch' in path
  );
}

function hasOnePrefix(value: JsonObject): boolean {
  const matches = listAt(value, 'matches');
  const [first] = matches;
  return (
    matches.length === 1 &&
    isObject(first) &&
    stringAt(first.path, 'type') === 'PathPrefix'
  );
}
