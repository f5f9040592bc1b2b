import type { Config } from '@backstage/config';
import { entityRefOf } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { findRepository } from '../delivery/gitHosts';
import type { GitPerson } from '../delivery/GitClient';
import { gitServiceOf } from '../delivery/GitService';
import { pushManifests } from '../delivery/pushManifests';
import type { ResolvedDelivery } from '../delivery/resolveDelivery';
import { outputAll } from './outputAll';
import { isDeletion, planChange } from './planStep';
import type { ResolvedStep, StepContext } from './resolveStep';
import { checkpointKey, subjectOf } from './subject';

const outcomeSchema = z.object({
  branch: z.string().optional(),
  pullRequestUrl: z.string().optional(),
});

/**
 * Delivers the change of a step by pull request: commits the manifests to a branch and opens a pull request. Nothing is written to
 * Kubernetes. The branch has the name of the task and the step, so that a step that runs again pushes nothing twice.
 */
export async function deliverStep<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
>(
  step: ResolvedStep<Input, Output, Extra, ActionOutput>,
  delivery: Extract<ResolvedDelivery, { mode: 'pull-request' }>,
): Promise<void> {
  const { verb, extras, services, context, input } = step;
  const { config } = services;
  const repository = await findRepository(config, delivery.repository);
  const plan = await planChange(step);
  const branch = branchName(step.idempotencyKey);
  const subject = subjectOf(verb, input);
  const title = subject ? `${verb.title}: ${subject.name}` : verb.title;
  const description = [
    subject && `Changes ${entityRefOf(subject)}.`,
    `Requested by ${context.user?.ref ?? 'a service'} in the task ${
      context.task.id
    }.`,
  ]
    .filter(Boolean)
    .join('\n');
  const stored = await context.checkpoint({
    key: `deliver.${checkpointKey(verb, input)}`,
    fn: async () => {
      const { files, hasBranch } = await pushManifests(
        repository,
        {
          objects: plan.objects,
          isDeletion: isDeletion(verb),
          folder: delivery.folder,
          base: delivery.base,
          branch,
          message: `${title}\n\n${description}\n`,
          author: authorOf(context, config),
          committer: committerOf(config),
        },
        context.signal,
      );
      context.logger.info(pushedLine(files, branch, repository.url));
      if (!hasBranch) return {};
      const pullRequestUrl = await gitServiceOf(
        repository,
        services,
      )?.openPullRequest({ branch, base: delivery.base, title, description });
      return { branch, ...(pullRequestUrl && { pullRequestUrl }) };
    },
  });
  const outcome = outcomeSchema.parse(stored);
  outputAll(context, extras.planOutputs(plan));
  outputAll(context, outcome);
  context.logger.info(outcomeLine(outcome, delivery.base));
}

/** A branch of Git with letters, digits, hyphens and dots of a key. */
function branchName(idempotencyKey: string): string {
  const name = idempotencyKey
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `openchoreo/${name}`;
}

function pushedLine(
  files: readonly string[],
  branch: string,
  url: string,
): string {
  return files.length === 0
    ? `${url} has the manifests already`
    : [
        `Pushed the branch ${branch} to ${url} with these files:`,
        ...files.map(file => `  ${file}`),
      ].join('\n');
}

function outcomeLine(
  { branch, pullRequestUrl }: z.output<typeof outcomeSchema>,
  base: string,
): string {
  if (pullRequestUrl) {
    return `The change is made when ${pullRequestUrl} is merged`;
  }
  return branch
    ? `The change is made when the branch ${branch} is merged into ${base}`
    : 'There is nothing to merge';
}

/** The configuration of the scaffolder that its own actions use as well. */
function committerOf(config: Config): GitPerson {
  return {
    name:
      config.getOptionalString('scaffolder.defaultAuthor.name') ?? 'Scaffolder',
    email:
      config.getOptionalString('scaffolder.defaultAuthor.email') ??
      'scaffolder@backstage.io',
  };
}

/** The user who started the task, as far as the catalog has name and address. */
function authorOf({ user }: StepContext, config: Config): GitPerson {
  const committer = committerOf(config);
  const { spec } = z
    .object({
      spec: z.object({
        profile: z
          .object({
            displayName: z.string().optional(),
            email: z.string().optional(),
          })
          .optional(),
      }),
    })
    .catch({ spec: {} })
    .parse(user?.entity);
  return {
    name: spec.profile?.displayName ?? user?.ref ?? committer.name,
    email: spec.profile?.email ?? committer.email,
  };
}
