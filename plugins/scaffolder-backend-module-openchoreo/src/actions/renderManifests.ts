import { InputError } from '@backstage/errors';
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { isDeliverable } from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { publishedInputSchema, publishedOutputSchema } from '../actionSchemas';
import { manifestPath, manifestText } from '@promenade/git-client';
import { planDiff } from '../report/planDiff';
import { outputAll } from '../step/outputAll';
import { isDeletion } from '../step/planStep';
import { withoutStack } from '../step/withoutStack';
import type { ActionServices, VerbTemplateAction } from '../VerbAction';
import { writeWorkspaceFiles } from '../workspaceFiles';
import { examples } from './renderManifests.examples';

const prefix = 'openchoreo:';

const inputSchema = z.strictObject({
  action: z
    .string()
    .min(1)
    .describe(
      'The action whose objects are rendered, such as component:create',
    ),
  input: z
    .record(z.string(), z.json())
    .describe('The input of the action. Its names may be entity refs'),
  targetPath: z
    .string()
    .optional()
    .describe('Folder of the workspace for the files. Its root by default'),
});

const outputSchema = z.object({
  files: z
    .array(z.string())
    .describe('Paths of the files, relative to the workspace'),
  diff: z
    .string()
    .describe(
      'What the action would change, as a unified diff with hidden values',
    ),
});

/**
 * `openchoreo:manifests:render`: writes the objects that another action would write as files of the workspace. The API server
 * validates them, and nothing is written to Kubernetes.
 *
 * @public
 */
export function renderManifestsAction(
  services: ActionServices,
  actions: readonly VerbTemplateAction[],
): TemplateAction {
  return createTemplateAction({
    id: 'openchoreo:manifests:render',
    description:
      'Renders the Kubernetes objects that another action of OpenChoreo would write as files of the workspace. They are validated, and not written to Kubernetes. Literal values of environment variables are in the files.',
    examples,
    supportsDryRun: true,
    schema: {
      input: () => publishedInputSchema(inputSchema),
      output: () => publishedOutputSchema(outputSchema),
    },
    async handler(context) {
      await withoutStack(services.logger, context.signal, async () => {
        const { action, input, targetPath } = parseInput(
          inputSchema,
          context.input,
        );
        const rendered = findAction(actions, action);
        const plan = await rendered.plan({ ...context, input });
        const files = await writeWorkspaceFiles(
          context,
          new Map(
            plan.objects.map(object => [
              manifestPath(object, targetPath),
              manifestText(object),
            ]),
          ),
        );
        const diff = planDiff(plan, { isDeletion: false });
        outputAll(context, { files, diff });
      });
    },
  });
}

function findAction(
  actions: readonly VerbTemplateAction[],
  name: string,
): VerbTemplateAction {
  const candidates = actions.filter(
    ({ verb }) => isDeliverable(verb) && !isDeletion(verb),
  );
  const id = name.startsWith(prefix) ? name : `${prefix}${name}`;
  const found = candidates.find(action => action.id === id);
  if (found) return found;
  const names = candidates.map(action => action.id.slice(prefix.length)).sort();
  throw new InputError(
    `action: ${name} writes no objects that can be rendered. Choose one of: ${names.join(
      ', ',
    )}`,
  );
}
