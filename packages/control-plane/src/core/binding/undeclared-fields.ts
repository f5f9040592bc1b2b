import { isJsonList, isJsonObject, jsonAt } from '../../runtime/json';
import type { Readiness } from './readiness';
import { bindingReasons as reasons } from './reasons';

/** The class and the parameters of a binding, which people write freely. */
export interface TemplateSources {
  readonly class: unknown;
  readonly binding: {
    readonly spec: {
      readonly className: string;
      readonly parameters?: unknown;
    };
  };
}

/** The kinds whose spec a member of a class becomes. */
const kindsOfTemplate: { readonly [member: string]: readonly string[] } = {
  deploymentTemplate: ['Deployment', 'StatefulSet'],
  serviceTemplate: ['Service'],
  cronJobTemplate: ['CronJob'],
  jobTemplate: ['Job'],
};

/** What `spec.parameters` of a binding is merged into. */
const workloadKinds = ['Deployment', 'StatefulSet', 'CronJob', 'Job'];

/**
 * Names the class or the parameters with the fields that the API server of a data plane does not know, before its own message,
 * which has the path in the rendered object only.
 */
export function nameUndeclaredFields(
  readiness: Readiness,
  sources: TemplateSources,
): Readiness {
  const problems =
    readiness.reason === reasons.releaseNotApplied
      ? undeclaredFields(readiness.message).flatMap(field =>
          describeField(field, sources),
        )
      : [];
  return problems.length > 0
    ? {
        ...readiness,
        message: `${[...new Set(problems)].join('; ')}. ${readiness.message}`,
      }
    : readiness;
}

/** A step of a path: the name of a member, the index of an item, or the keys of an item. */
type Step = string | number | { readonly [key: string]: unknown };

interface UndeclaredField {
  readonly kind: string;
  /** Path in the spec of the object. */
  readonly path: readonly Step[];
}

const memberPattern = String.raw`\.[^.\[\]:\s]+`;
const itemPattern = String.raw`\[(?:"(?:[^"\\]|\\.)*"|[^"\]])*\]`;
const fieldPattern = new RegExp(
  String.raw`Kind=(\w+)\)|\.spec((?:${memberPattern}|${itemPattern})+): field not declared in schema`,
  'g',
);
const stepPattern = new RegExp(`${memberPattern}|${itemPattern}`, 'g');

/** The fields in a message of server-side apply, such as `.spec.template.spec.containers[name="main"].imagee`. */
function undeclaredFields(message: string): UndeclaredField[] {
  const fields: UndeclaredField[] = [];
  let kind = '';
  for (const [, nextKind, path] of message.matchAll(fieldPattern)) {
    if (nextKind) kind = nextKind;
    else fields.push({ kind, path: parsePath(path) });
  }
  return fields;
}

function parsePath(path: string): Step[] {
  return [...path.matchAll(stepPattern)].map(([step]) =>
    step.startsWith('.') ? step.slice(1) : parseItem(step.slice(1, -1)),
  );
}

/** Parses `0`, or `containerPort=8080,protocol="TCP"`. */
function parseItem(text: string): Step {
  if (/^\d+$/.test(text)) return Number(text);
  const keys = text.matchAll(/([^=,]+)=("(?:[^"\\]|\\.)*"|[^,]*)/g);
  return Object.fromEntries(
    [...keys].map(([, key, value]) => [key, parseScalar(value)]),
  );
}

function parseScalar(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Says where a field is written: in the class, in the parameters or in both. */
function describeField(
  { kind, path }: UndeclaredField,
  { class: bindingClass, binding: { spec } }: TemplateSources,
): string[] {
  const classKind = jsonAt(bindingClass, 'kind');
  const templates = Object.entries(kindsOfTemplate).map(
    ([member, kinds]) =>
      [
        `${classKind} ${spec.className} spec.${member}`,
        jsonAt(bindingClass, 'spec', member),
        kinds,
      ] as const,
  );
  return [
    ...templates,
    ['spec.parameters', spec.parameters, workloadKinds] as const,
  ].flatMap(([field, template, kinds]) =>
    kinds.includes(kind) && hasField(template, path)
      ? [
          `${field}${path
            .map(formatStep)
            .join('')}: a ${kind} has no such field; correct or remove it`,
        ]
      : [],
  );
}

function hasField(value: unknown, [step, ...rest]: readonly Step[]): boolean {
  if (step === undefined) return value !== undefined;
  if (typeof step === 'string') return hasField(jsonAt(value, step), rest);
  if (!isJsonList(value)) return false;
  return typeof step === 'number'
    ? hasField(value[step], rest)
    : value.some(item => hasKeys(item, step) && hasField(item, rest));
}

/** Whether an item of a list has these keys. A key that the item does not have counts with its default value. */
function hasKeys(item: unknown, keys: object): boolean {
  return (
    isJsonObject(item) &&
    Object.entries(keys).every(
      ([key, value]) => item[key] === undefined || item[key] === value,
    )
  );
}

function formatStep(step: Step): string {
  if (typeof step === 'string') return `.${step}`;
  return typeof step === 'number'
    ? `[${step}]`
    : `[${Object.values(step).join('/')}]`;
}
