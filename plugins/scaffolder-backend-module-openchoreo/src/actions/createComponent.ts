import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  componentCreatePermission,
  entityRefOf,
} from '@promenade/backstage-plugin-openchoreo-common';
import { PlatformNames } from '../names/PlatformNames';
import { manifestsYaml, objectName } from '../report/manifests';
import { authorize } from '../task/authorize';
import { catalogUrl } from '../task/catalogUrl';
import { knownPlatform } from '../task/knownPlatform';
import { requestOf } from '../task/requestOf';
import { readTimeLimit } from '../task/timeLimit';
import { waitForEntity } from '../task/waitForEntity';
import { waitUntilReady } from '../task/waitUntilReady';
import type { ActionServices } from './ActionServices';
import { componentInput, describedComponent } from './componentInput';
import { examples } from './createComponent.examples';
import { objects, text } from './fields';

/**
 * `openchoreo:component:create`: creates a component with its workload and waits until it is ready in the first environment.
 *
 * @public
 */
export function createComponentAction(services: ActionServices) {
  const { openchoreo, catalog, permissions, config } = services;
  return createTemplateAction({
    id: 'openchoreo:component:create',
    description:
      'Creates an OpenChoreo component from a container image, and waits until it is ready in the first environment of its pipeline. Safe to retry: nothing is made twice.',
    examples,
    supportsDryRun: true,
    schema: {
      input: componentInput,
      output: {
        entityRef: text('Entity ref of the Component'),
        organization: text('Name of the organization'),
        project: text('Name of the project'),
        component: text('Name of the component'),
        environment: text('Name of the environment that it is deployed to'),
        release: z =>
          z
            .string({
              description:
                'First seven characters of the hash of the release that runs there, once it does',
            })
            .optional(),
        deployUrl: text('Address of its Deploy tab'),
        objects,
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      const limit = readTimeLimit(input.timeout);
      const credentials = await ctx.getInitiatorCredentials();
      const permission = componentCreatePermission;
      await authorize(permissions, { permission }, credentials);
      await knownPlatform(openchoreo, signal);
      const { organization, project } = await new PlatformNames(
        catalog,
        credentials,
      ).project(input.project, input.organization);
      const { name } = input;
      const ref = { organization, project, component: name };
      const wanted = {
        ...describedComponent(input),
        organization,
        project,
        ...requestOf(ctx),
      };
      const create = (dryRun: boolean) =>
        openchoreo.commands.createComponent(wanted, { signal, dryRun });

      const identity = { type: 'component', organization, name } as const;
      const entityRef = entityRefOf(identity);
      const deployUrl = catalogUrl(config, identity, 'deploy');
      ctx.output('entityRef', entityRef);
      ctx.output('organization', organization);
      ctx.output('project', project);
      ctx.output('component', name);
      ctx.output('deployUrl', deployUrl);
      if (ctx.isDryRun) {
        const planned = await create(true);
        ctx.output('environment', planned.environment);
        ctx.output('objects', planned.objects.map(objectName));
        logger.info(
          `These would be created, and deployed to ${
            planned.environment
          }:\n${manifestsYaml(planned.objects)}`,
        );
        return;
      }
      // Only names are kept: what a checkpoint holds is stored as it is, and the objects may hold secrets.
      const made = await ctx.checkpoint({
        key: `create.component.${organization}/${name}`,
        fn: async () => {
          const created = await create(false);
          return {
            environment: created.environment,
            objects: created.objects.map(objectName),
          };
        },
      });
      const { environment } = made;
      ctx.output('environment', environment);
      ctx.output('objects', made.objects);
      logger.info(
        `${name} is created in project ${project} of ${organization}: ${deployUrl}`,
      );
      if (input.waitUntilReady ?? true) {
        const options = { environment, limit, logger, signal };
        const release = await waitUntilReady(openchoreo, ref, options);
        if (release) ctx.output('release', release);
      }
      await waitForEntity(catalog, entityRef, { credentials, logger, signal });
    },
  });
}
