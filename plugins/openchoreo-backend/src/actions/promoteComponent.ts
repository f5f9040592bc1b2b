import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { releasePromotePermission } from '@promenade/backstage-plugin-openchoreo-common';
import { componentParams } from '../http/componentParams';
import { whenKnown } from '../http/whenKnown';
import type { ActionServices } from './ActionServices';
import { componentInput } from './componentInput';

/** Lets an agent ask for a promotion, as the button of the board does. */
export function registerPromoteComponent(
  registry: ActionsRegistryService,
  { access, openChoreo }: ActionServices,
): void {
  registry.register({
    name: 'promote-component',
    title: 'Promote a component',
    description:
      'Asks to promote the release that an OpenChoreo component runs in one environment to the next one of its deployment pipeline. The control plane carries it out; get-deploy-board tells how it goes. Say the release that was seen there, so that nothing else is promoted.',
    attributes: { readOnly: false, destructive: true, idempotent: false },
    schema: {
      input: zod =>
        zod.object({
          ...componentInput(zod),
          from: zod.string().min(1).describe('Environment it comes from'),
          to: zod.string().min(1).describe('Environment it goes to'),
          release: zod
            .string()
            .min(7)
            .optional()
            .describe('Content hash of the release that was seen in `from`'),
          reason: zod.string().optional().describe('Why, for the record'),
        }),
      output: zod =>
        zod.object({
          promotion: zod.string().describe('Name of the promotion'),
          release: zod.string().optional(),
          phase: zod.string(),
        }),
    },
    action: async ({ input, credentials }) => {
      const component = componentParams(input);
      const { from, to, release, reason } = input;
      const promotion = await access.toComponent(
        credentials,
        component,
        releasePromotePermission,
        {
          eventId: 'release-promote',
          severityLevel: 'medium',
          meta: { from, to, actionType: 'action' },
        },
        async ({ caller, note }) => {
          await whenKnown(openChoreo);
          const created = await openChoreo.commands.promote({
            component,
            from,
            to,
            release,
            reason,
            requestedBy: caller,
          });
          note({ promotion: created.name, release: created.release?.hash });
          return created;
        },
      );
      return {
        output: {
          promotion: promotion.name,
          release: promotion.release?.hash,
          phase: promotion.phase,
        },
      };
    },
  });
}
