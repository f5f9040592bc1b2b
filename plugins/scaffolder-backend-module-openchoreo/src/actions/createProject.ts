import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  entityRefOf,
  projectCreatePermission,
} from '@promenade/backstage-plugin-openchoreo-common';
import { PlatformNames } from '../names/PlatformNames';
import { manifestsYaml, objectName } from '../report/manifests';
import { authorize } from '../task/authorize';
import { knownPlatform } from '../task/knownPlatform';
import { requestOf } from '../task/requestOf';
import { waitForEntity } from '../task/waitForEntity';
import type { ActionServices } from './ActionServices';
import { examples } from './createProject.examples';
import { objects, optionalText, text } from './fields';

/**
 * `openchoreo:project:create`: creates a project in an organization.
 *
 * @public
 */
export function createProjectAction(services: ActionServices) {
  const { openchoreo, catalog, permissions } = services;
  return createTemplateAction({
    id: 'openchoreo:project:create',
    description:
      'Creates an OpenChoreo project, and waits until the catalog shows it. Safe to retry.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        organization: text(
          'The organization it belongs to: its name, or the entity ref of its Domain',
        ),
        name: text(
          'At most 50 lower-case letters, digits and dashes, beginning with a letter',
        ),
        displayName: optionalText('What people read. The name by default'),
        description: optionalText('What it is for, in one sentence'),
        owner: optionalText('Entity ref of the team that answers for it'),
        deploymentPipeline: optionalText(
          'The pipeline that its components walk along: its name, or the entity ref of its Resource. "default" by default',
        ),
      },
      output: {
        entityRef: text('Entity ref of the System'),
        organization: text('Name of the organization'),
        project: text('Name of the project'),
        objects,
      },
    },
    async handler(ctx) {
      const { input, logger, signal } = ctx;
      const credentials = await ctx.getInitiatorCredentials();
      const permission = projectCreatePermission;
      await authorize(permissions, { permission }, credentials);
      await knownPlatform(openchoreo, signal);
      const names = new PlatformNames(catalog, credentials);
      const organization = await names.organization(input.organization);
      const { name } = input;
      const wanted = {
        organization,
        name,
        displayName: input.displayName,
        description: input.description,
        owner: input.owner,
        deploymentPipeline:
          input.deploymentPipeline &&
          (await names.deploymentPipeline(
            input.deploymentPipeline,
            organization,
          )),
        ...requestOf(ctx),
      };
      const create = (dryRun: boolean) =>
        openchoreo.commands.createProject(wanted, { signal, dryRun });

      const type = 'project';
      const entityRef = entityRefOf({ type, organization, name });
      ctx.output('entityRef', entityRef);
      ctx.output('organization', organization);
      ctx.output('project', name);
      if (ctx.isDryRun) {
        const project = await create(true);
        ctx.output('objects', [objectName(project)]);
        logger.info(`This would be created:\n${manifestsYaml([project])}`);
        return;
      }
      const made = await ctx.checkpoint({
        key: `create.project.${organization}/${name}`,
        fn: async () => objectName(await create(false)),
      });
      ctx.output('objects', [made]);
      logger.info(`Project ${name} is created in ${organization}`);
      await waitForEntity(catalog, entityRef, { credentials, logger, signal });
    },
  });
}
