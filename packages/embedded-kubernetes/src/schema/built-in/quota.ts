import { ResourceType } from '../../api/types';
import {
  age,
  anything,
  anyText,
  builtIn,
  kindSchema,
  listOf,
  struct,
  text,
} from './build';
import { quantities } from './quantity';

const resourceQuota = builtIn({
  group: '',
  version: 'v1',
  kind: 'ResourceQuota',
  shortNames: ['quota'],
  schema: kindSchema({
    spec: struct({
      hard: quantities,
      scopes: listOf(anyText),
      scopeSelector: anything,
    }),
    status: struct({ hard: quantities, used: quantities }),
  }),
  columns: [age],
});

const limitRange = builtIn({
  group: '',
  version: 'v1',
  kind: 'LimitRange',
  shortNames: ['limits'],
  schema: kindSchema({
    spec: struct({
      limits: listOf(
        struct({
          type: text,
          max: quantities,
          min: quantities,
          default: quantities,
          defaultRequest: quantities,
          maxLimitRequestRatio: quantities,
        }),
      ),
    }),
  }),
  columns: [age],
});

/** ResourceQuotas and LimitRanges. They are stored, and limit nothing: no pod runs here. */
export const quotaKinds: ResourceType[] = [resourceQuota, limitRange];
