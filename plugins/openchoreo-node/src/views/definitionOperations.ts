import type { ApiOperation } from '@promenade/backstage-plugin-openchoreo-common';
import { parse } from 'yaml';
import { z } from 'zod';

/** The most operations that are shown. */
const maxOperations = 500;

/** The longest definition that is read, in characters: parsing blocks the process. */
const maxLength = 1024 * 1024;

const methods = [
  'get',
  'head',
  'post',
  'put',
  'patch',
  'delete',
  'options',
] as const;

const documentSchema = z.object({
  paths: z.record(z.string(), z.unknown()).catch({}),
});

/** An extension beside the paths may be anything. */
const pathSchema = z.record(z.string(), z.unknown()).catch({});

const operationSchema = z
  .object({ summary: z.string().optional().catch(undefined) })
  .catch({});

/** What a definition declares. */
export interface Definition {
  operations: readonly ApiOperation[];
  /** Why operations cannot be shown, in a sentence. */
  problem?: string;
}

/** The operations of an OpenAPI or Swagger document in YAML or JSON. None for other documents. */
export function definitionOperations(text: string): Definition {
  if (text.length > maxLength) {
    return { operations: [], problem: 'The definition is longer than 1 MiB.' };
  }
  try {
    const document = documentSchema.safeParse(parse(text));
    const operations = Object.entries(document.data?.paths ?? {}).flatMap(
      ([path, value]) => {
        const item = pathSchema.parse(value);
        return methods
          .filter(method => Object.hasOwn(item, method))
          .map(method => ({
            method: method.toUpperCase(),
            path,
            summary: operationSchema.parse(item[method]).summary,
          }));
      },
    );
    return operations.length > maxOperations
      ? {
          operations: operations.slice(0, maxOperations),
          problem: `The definition declares ${operations.length} operations, of which the first ${maxOperations} are shown.`,
        }
      : { operations };
  } catch {
    return {
      operations: [],
      problem: 'The definition is not valid YAML or JSON.',
    };
  }
}
