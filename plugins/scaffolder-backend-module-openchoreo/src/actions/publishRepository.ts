import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  createTemplateAction,
  serializeDirectoryContents,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { deliverySchema } from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import type { GitFile } from '@promenade/git-client';
import { z } from 'zod';
import { publishedInputSchema, publishedOutputSchema } from '../actionSchemas';
import { gitAuthor, gitCommitter } from '../delivery/gitAuthor';
import {
  findRepository,
  withoutSuffix,
  type GitRepository,
} from '../delivery/gitHosts';
import { gitServiceOf } from '../delivery/gitServiceOf';
import { withGitClient } from '../delivery/withGitClient';
import { outputAll } from '../step/outputAll';
import type { StepContext } from '../step/resolveStep';
import { withoutStack } from '../step/withoutStack';
import type { ActionServices } from '../VerbAction';
import { examples } from './publishRepository.examples';

const inputSchema = z.strictObject({
  repository: deliverySchema.shape.repository
    .unwrap()
    .describe(
      'URL of the repository. On GitHub and GitLab it is created, private. On other hosts it has to exist without a commit',
    ),
  sourcePath: z
    .string()
    .optional()
    .describe('Folder of the workspace to publish. All of it by default'),
  defaultBranch: deliverySchema.shape.branch.describe(
    'Branch that is pushed. `main` by default',
  ),
  description: z
    .string()
    .max(350)
    .optional()
    .describe('What the repository is for, in one sentence'),
});

const outputSchema = z.object({
  remoteUrl: z.string().describe('URL of the repository'),
  branch: z.string().describe('Name of the branch that was pushed'),
  repoContentsUrl: z
    .string()
    .optional()
    .describe(
      'URL of its files, for catalog:register. Absent for a host that has Git alone',
    ),
});

type Input = z.output<typeof inputSchema>;

/**
 * `openchoreo:repository:publish`: publishes the workspace as a new repository on GitHub, GitLab or a plain Git host.
 *
 * @public
 */
export function publishRepositoryAction(
  services: ActionServices,
): TemplateAction {
  return createTemplateAction({
    id: 'openchoreo:repository:publish',
    description:
      'Publishes the workspace as a new repository on GitHub, GitLab or another Git host. Safe to retry: what is published already is not pushed again.',
    examples,
    supportsDryRun: true,
    schema: {
      input: () => publishedInputSchema(inputSchema),
      output: () => publishedOutputSchema(outputSchema),
    },
    async handler(context) {
      await withoutStack(services.logger, context.signal, async () => {
        context.signal?.throwIfAborted();
        const input = parseInput(inputSchema, context.input);
        const { defaultBranch: branch = 'main' } = input;
        const { config } = services;
        const repository = await findRepository(config, input.repository);
        const service = gitServiceOf(repository, services);
        const files = await readFiles(context, input.sourcePath);
        outputAll(context, {
          remoteUrl: withoutSuffix(repository.url),
          branch,
          repoContentsUrl: service?.contentsUrl(branch),
        });
        if (context.isDryRun) {
          context.logger.info(
            `Would push ${files.size} files to ${branch} of ${repository.url}`,
          );
          return;
        }
        await service?.createRepository({
          description: input.description ?? '',
        });
        await pushFirst(
          repository,
          { ...input, branch, files },
          context,
          config,
        );
      });
    },
  });
}

/** The files of the workspace, without those that it ignores and without symbolic links, which may lead out of it. */
async function readFiles(
  { workspacePath }: StepContext,
  sourcePath: string | undefined,
): Promise<Map<string, GitFile>> {
  const folder = sourcePath
    ? resolveSafeChildPath(workspacePath, sourcePath)
    : workspacePath;
  const contents = await serializeDirectoryContents(folder, {
    gitignore: true,
  });
  const files = contents.filter(({ symlink }) => !symlink);
  if (files.length === 0) {
    throw new InputError(
      `sourcePath: the folder ${
        sourcePath ?? 'of the workspace'
      } has no files to publish`,
    );
  }
  return new Map(
    files.map(({ path, content, executable }) => [
      path,
      { content, isExecutable: executable ?? false },
    ]),
  );
}

/** Pushes the first commit, unless the branch has the files already. */
async function pushFirst(
  repository: GitRepository,
  {
    branch,
    files,
  }: Pick<Input, 'description'> & {
    branch: string;
    files: Map<string, GitFile>;
  },
  { logger, signal, user }: StepContext,
  config: ActionServices['config'],
): Promise<void> {
  await withGitClient(repository, signal, async client => {
    const tree = await client.writeFiles(undefined, files);
    const branches = await client.branches();
    if (branches.includes(branch)) {
      const head = await client.fetch(branch);
      if (head.tree === tree) {
        logger.info(`${repository.url} has the files already`);
        return;
      }
    }
    if (branches.length > 0) {
      throw new ConflictError(
        `The repository ${repository.url} has other files already. Choose another name, or empty the repository`,
      );
    }
    await client.push(branch, {
      tree,
      message: 'Initial commit\n',
      author: gitAuthor(user, config),
      committer: gitCommitter(config),
    });
    logger.info(`Pushed ${files.size} files to ${branch} of ${repository.url}`);
  });
}
