import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  entityRefOf,
  releasePromotePermission,
} from '@promenade/backstage-plugin-openchoreo-common';
import { PlatformNames } from '../names/PlatformNames';
import { planLines } from '../report/planLines';
import { authorize } from '../task/authorize';
import { catalogUrl } from '../task/catalogUrl';
import { knownPlatform } from '../task/knownPlatform';
import { carryOutPromotion } from '../task/carryOutPromotion';
import { requestOf } from '../task/requestOf';
import { readTimeLimit } from '../task/timeLimit';
import type { ActionServices } from './ActionServices';
import {
  objects,
  optionalSwitch,
  optionalText,
  organizationOfPlainName,
  text,
  timeout,
} from './fields';
import { examples } from './promoteComponent.examples';
import { promotionSource } from './promotionSource';

/**
 * `openchoreo:component:promote`: takes what runs in one environment to the next one, and waits until it is healthy there.
 *
 * @public
 */
export function promoteComponentAction(services: ActionServices) {
  const { openchoreo, catalog, permissions, config } = services;
  return createTemplateAction({
    id: 'openchoreo:component:promote',
    description:
      'Promotes the release of an OpenChoreo component from one environment of its pipeline to another, and waits until it is healthy there. Safe to retry: nothing is promoted twice.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        component: text(
          'What is promoted: entity ref of the Component, or its plain name with the input organization',
        ),
        organization: organizationOfPlainName,
        to: text(
          'The environment it goes to: its name, or the entity ref of its Resource',
        ),
        from: optionalText(
          'The environment it comes from. Where the pipeline has one way only, it is found by itself',
        ),
        release: optionalText(
          'First characters of the hash of the release that is meant: with another one in place by now, nothing is promoted',
        ),
        reason: optionalText('Why, for those who read the history later'),
        waitUntilComplete: optionalSwitch(
          'Whether to wait until it is healthy there. True by default',
        ),
        timeout,
      },
      output: {
        entityRef: text('Entity ref of the Component'),
        organization: text('Name of the organization'),
        project: text('Name of the project'),
        component: text('Name of the component'),
        from: text('Name of the environment it comes from'),
        to: text('Name of the environment it goes to'),
        environment: text('The same as to'),
        promotion: text('Name of the Promotion'),
        release: optionalText(
          'First seven characters of the hash of the release',
        ),
        deployUrl: text('Address of its Deploy tab'),
        objects,
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      const limit = readTimeLimit(input.timeout);
      const credentials = await ctx.getInitiatorCredentials();
      await knownPlatform(openchoreo, signal);
      const names = new PlatformNames(catalog, credentials);
      const ref = await names.component(input.component, input.organization);
      const { organization, project, component } = ref;
      const identity = {
        type: 'component',
        organization,
        name: component,
      } as const;
      // Made from what would be promoted, not taken from the input: an entity may say of itself that it is another's.
      const entityRef = entityRefOf(identity);
      await authorize(
        permissions,
        { permission: releasePromotePermission, resourceRef: entityRef },
        credentials,
      );
      const to = await names.environment(input.to, organization);
      const from = input.from
        ? await names.environment(input.from, organization)
        : promotionSource(openchoreo.views.component(ref), to);
      const wanted = {
        component: ref,
        from,
        to,
        release: input.release,
        reason: input.reason,
        ...requestOf(ctx),
      };

      ctx.output('entityRef', entityRef);
      ctx.output('organization', organization);
      ctx.output('project', project);
      ctx.output('component', component);
      ctx.output('from', from);
      ctx.output('to', to);
      ctx.output('environment', to);
      ctx.output('deployUrl', catalogUrl(config, identity, 'deploy'));
      const report = (promotion: { name: string; release?: string }) => {
        const { name, release } = promotion;
        ctx.output('promotion', name);
        if (release) ctx.output('release', release);
        ctx.output('objects', [
          { kind: 'Promotion', namespace: organization, name },
        ]);
      };
      if (ctx.isDryRun) {
        const plan = openchoreo.views.promotionPlan(ref, { from, to });
        const { name } = await openchoreo.commands.promote(wanted, {
          signal,
          dryRun: true,
        });
        report({ name, release: plan.release?.short });
        logger.info(
          ['This would be promoted:', ...planLines(component, plan)].join('\n'),
        );
        return;
      }
      report(
        await carryOutPromotion(openchoreo, wanted, {
          logger,
          signal,
          limit,
          untilComplete: input.waitUntilComplete ?? true,
          checkpoint: ctx.checkpoint,
        }),
      );
    },
  });
}
