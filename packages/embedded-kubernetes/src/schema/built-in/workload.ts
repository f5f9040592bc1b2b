import { PrinterColumn } from '../../api/types';
import { FieldError, invalid, notSupported, required } from '../field-error';
import { isObject, JsonObject, listAt, objectAt, stringAt } from '../json';
import { asJson } from '../kube-json';
import { isEmptySelector, selects } from './label-selector';
import { formatSelector } from './format-selector';

/**
 * Validates that the selector matches the template and that its pods always
 * restart.
 *
 * @param kind the kind in messages, such as `deployment`
 */
export function validateSelectorAndTemplate(
  spec: JsonObject,
  path: string,
  kind: string,
): FieldError[] {
  const { selector, template } = spec;
  const { labels } = objectAt(objectAt(spec, 'template'), 'metadata');
  const mismatch = invalid(
    `${path}.template.metadata.labels`,
    labels ?? null,
    '`selector` does not match template `labels`',
  );
  if (!isObject(selector)) return [required(`${path}.selector`), mismatch];
  if (isEmptySelector(selector)) {
    return [
      invalid(
        `${path}.selector`,
        selector,
        `empty selector is invalid for ${kind}`,
      ),
    ];
  }
  if (!isObject(template)) return [];
  const errors: FieldError[] = [];
  if (!selects(selector, isObject(labels) ? labels : {})) errors.push(mismatch);
  const policy = stringAt(objectAt(template, 'spec'), 'restartPolicy');
  if (policy && policy !== 'Always') {
    errors.push(
      notSupported(`${path}.template.spec.restartPolicy`, policy, ['Always']),
    );
  }
  return errors;
}

/** The columns with the containers and images of a workload. */
export const workloadColumns: PrinterColumn[] = [
  {
    name: 'Containers',
    type: 'string',
    priority: 1,
    value: object => containersOf(asJson(object)).join(','),
  },
  {
    name: 'Images',
    type: 'string',
    priority: 1,
    value: object => imagesOf(asJson(object)).join(','),
  },
];

/** The column with the selector of a workload. */
export const selectorColumn: PrinterColumn = {
  name: 'Selector',
  type: 'string',
  priority: 1,
  value: object =>
    formatSelector(objectAt(objectAt(asJson(object), 'spec'), 'selector')),
};

/** Formats `ready/desired` replicas. */
export function formatReady(object: JsonObject): string {
  const ready = objectAt(object, 'status').readyReplicas ?? 0;
  const desired = objectAt(object, 'spec').replicas ?? 0;
  return `${ready}/${desired}`;
}

/** The pod spec of a workload or CronJob. */
function podSpecOf(object: JsonObject): JsonObject {
  const spec = objectAt(object, 'spec');
  const jobSpec = objectAt(objectAt(spec, 'jobTemplate'), 'spec');
  const template = isObject(spec.jobTemplate) ? jobSpec : spec;
  return objectAt(objectAt(template, 'template'), 'spec');
}

function containersOf(object: JsonObject): string[] {
  return listAt(podSpecOf(object), 'containers').map(
    container => stringAt(container, 'name') ?? '',
  );
}

function imagesOf(object: JsonObject): string[] {
  return listAt(podSpecOf(object), 'containers').map(
    container => stringAt(container, 'image') ?? '',
  );
}
