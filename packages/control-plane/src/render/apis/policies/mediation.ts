import type { RESTPolicy } from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../../../core/problem';
import { nonEmpty, type JsonObject } from '../../../runtime/json';

type Transformation = NonNullable<
  NonNullable<RESTPolicy['mediation']>['requestTransformations']
>[number];

/** Names of HTTP headers that gateways accept. */
export const headerName = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;
/** Limit of a header modifier filter in the Gateway API. */
const maxHeaders = 16;

const directions = [
  ['requestTransformations', 'RequestHeaderModifier', 'requestHeaderModifier'],
  [
    'responseTransformations',
    'ResponseHeaderModifier',
    'responseHeaderModifier',
  ],
] as const;

/**
 * Renders the route filters that change headers. A gateway does not change bodies, so that a transformation of body
 * fields is a problem.
 *
 * @param field - path of the policy, for problems
 */
export function renderMediationFilters(
  { mediation }: RESTPolicy,
  field: string,
): { filters: JsonObject[]; problems: Problem[] } {
  const filters: JsonObject[] = [];
  const problems: Problem[] = [];
  for (const [member, type, modifier] of directions) {
    const transformations = mediation?.[member] ?? [];
    if (transformations.length === 0) continue;
    const path = `${field}.mediation.${member}`;
    const own = transformations.flatMap((one, index) =>
      validateTransformation(one, `${path}[${index}]`),
    );
    const add = transformations.flatMap(addedHeaders);
    const remove = transformations.flatMap(removedHeaders);
    problems.push(...own, ...validateHeaders(add, remove, path));
    filters.push({
      type,
      [modifier]: {
        add: nonEmpty(add),
        remove: nonEmpty(remove),
      },
    });
  }
  return { filters, problems };
}

interface Header {
  readonly name: string;
  readonly value: string;
}

function addedHeaders({
  action,
  headerName: name,
  headerValue,
}: Transformation) {
  return action === 'addHeader' && name
    ? [{ name, value: headerValue ?? '' }]
    : [];
}

function removedHeaders({ action, headers = [] }: Transformation): string[] {
  return action === 'removeHeaders' ? headers : [];
}

function validateTransformation(
  { action, headerName: name, headerValue, headers = [] }: Transformation,
  field: string,
): Problem[] {
  switch (action) {
    case 'addHeader':
      return [
        ...(name && headerName.test(name)
          ? []
          : [invalid(`${field}.headerName`, 'set the name of one header')]),
        ...(headerValue
          ? []
          : [invalid(`${field}.headerValue`, 'set the value of the header')]),
      ];
    case 'removeHeaders':
      return headers.length && headers.every(header => headerName.test(header))
        ? []
        : [invalid(`${field}.headers`, 'set the names of at least one header')];
    default:
      return [
        invalid(
          `${field}.action`,
          `the gateway does not support ${action}, which changes bodies; use addHeader or removeHeaders, or change bodies in the component`,
        ),
      ];
  }
}

/** Validates that each header is changed once, and that no list is longer than the Gateway API allows. */
function validateHeaders(
  add: readonly Header[],
  remove: readonly string[],
  field: string,
): Problem[] {
  const names = [...add.map(({ name }) => name), ...remove].map(name =>
    name.toLowerCase(),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return [
    ...(twice
      ? [invalid(field, `header ${twice} is changed twice; change it once`)]
      : []),
    ...(Math.max(add.length, remove.length) > maxHeaders
      ? [
          invalid(
            field,
            `a gateway adds or removes at most ${maxHeaders} headers; remove some`,
          ),
        ]
      : []),
  ];
}
