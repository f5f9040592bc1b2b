import { z } from 'zod';
import { gitAuthor, gitCommitter } from '../delivery/gitAuthor';
import { findRepository } from '../delivery/gitHosts';
import { gitServiceOf } from '../delivery/gitServiceOf';
import { pushManifests } from '../delivery/pushManifests';
import type { ResolvedDelivery } from '../delivery/resolveDelivery';
import { outputAll } from './outputAll';
import { isDeletion, planChange } from './planStep';
import type { ResolvedStep } from './resolveStep';
import { checkpointKey, subjectOf, subjectRef } from './subject';

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
    subject && `Changes ${await subjectRef(subject, services)}.`,
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
          author: gitAuthor(context.user, config),
          committer: gitCommitter(config),
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
