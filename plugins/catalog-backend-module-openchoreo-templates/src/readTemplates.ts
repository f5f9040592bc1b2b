import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import { z } from 'zod';
import type { TemplatesConfig } from './config';

const templateSchema = z.object({
  apiVersion: z.string(),
  kind: z.literal('Template'),
  metadata: z
    .object({
      name: z.string(),
      annotations: z.record(z.string(), z.string()).default({}),
    })
    .catchall(z.json()),
  spec: z.record(z.string(), z.json()),
});

function readTemplate(file: string): z.infer<typeof templateSchema> {
  try {
    return templateSchema.parse(parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new InputError(`${file} is not a template`, cause);
  }
}

/**
 * Reads the templates of a folder, each from `<name>/template.yaml`. Their location is that file, so that a step can read the
 * files beside it.
 *
 * @param folder - absolute path
 * @throws InputError when a template is excluded that does not exist, or when a file is malformed
 */
export function readTemplates(
  folder: string,
  { owner, namespace, exclude }: TemplatesConfig,
): Entity[] {
  const names = readdirSync(folder).sort();
  const unknown = exclude.find(name => !names.includes(name));
  if (unknown !== undefined)
    throw new InputError(
      `catalog.providers.openchoreoTemplates.exclude has ${unknown}, which is none of ${names.join(
        ', ',
      )}`,
    );
  return names
    .filter(name => !exclude.includes(name))
    .map(name => {
      const file = join(folder, name, 'template.yaml');
      const location = `file:${file}`;
      const { metadata, spec, ...rest } = readTemplate(file);
      return {
        ...rest,
        metadata: {
          ...metadata,
          namespace,
          annotations: {
            ...metadata.annotations,
            [ANNOTATION_LOCATION]: location,
            [ANNOTATION_ORIGIN_LOCATION]: location,
          },
        },
        spec: { ...spec, owner },
      };
    });
}
