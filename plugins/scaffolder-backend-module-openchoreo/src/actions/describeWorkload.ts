import { posix } from 'node:path';
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { publishedInputSchema, publishedOutputSchema } from '../actionSchemas';
import { outputAll } from '../step/outputAll';
import { withoutStack } from '../step/withoutStack';
import type { ActionServices } from '../VerbAction';
import { writeWorkspaceFiles } from '../workspaceFiles';
import { examples } from './describeWorkload.examples';

const inputSchema = z.strictObject({
  ...verbs.createComponent.input.pick({
    name: true,
    type: true,
    endpoints: true,
    port: true,
    endpointName: true,
    endpointType: true,
    basePath: true,
    apiDefinition: true,
  }).shape,
  targetPath: z
    .string()
    .optional()
    .describe(
      'Folder of the workspace for the files: that of the source code. The root by default',
    ),
});

const outputSchema = z.object({
  files: z
    .array(z.string())
    .describe('Paths of the files, relative to the workspace'),
});

/**
 * `openchoreo:workload:descriptor`: writes `workload.yaml`, from which a build takes the endpoints of a component, and the API
 * definitions that it names.
 *
 * @public
 */
export function describeWorkloadAction({
  logger,
  openchoreo,
}: Pick<ActionServices, 'logger' | 'openchoreo'>): TemplateAction {
  return createTemplateAction({
    id: 'openchoreo:workload:descriptor',
    description:
      'Writes the workload descriptor workload.yaml, with the endpoints of a component that is built from source code, and the API definitions that it names.',
    examples,
    supportsDryRun: true,
    schema: {
      input: () => publishedInputSchema(inputSchema),
      output: () => publishedOutputSchema(outputSchema),
    },
    async handler(context) {
      await withoutStack(logger, context.signal, async () => {
        const { targetPath = '.', ...input } = parseInput(
          inputSchema,
          context.input,
        );
        const { descriptor, schemaFiles } =
          openchoreo.workloadDescriptor(input);
        const files = await writeWorkspaceFiles(
          context,
          new Map(
            [
              { path: 'workload.yaml', content: descriptor },
              ...schemaFiles,
            ].map(({ path, content }) => [
              posix.join(targetPath, path),
              content,
            ]),
          ),
        );
        outputAll(context, { files });
      });
    },
  });
}
