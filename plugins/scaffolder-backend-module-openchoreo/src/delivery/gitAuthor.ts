import type { Config } from '@backstage/config';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { GitPerson } from '@promenade/git-client';
import { z } from 'zod';

const userSchema = z.object({
  spec: z.object({
    profile: z.object({
      displayName: z.string().optional(),
      email: z.string().optional(),
    }),
  }),
});

/** The committer of all commits. The configuration is that of the actions of the scaffolder itself. */
export function gitCommitter(config: Config): GitPerson {
  return {
    name:
      config.getOptionalString('scaffolder.defaultAuthor.name') ?? 'Scaffolder',
    email:
      config.getOptionalString('scaffolder.defaultAuthor.email') ??
      'scaffolder@backstage.io',
  };
}

/** The author of a commit: the user who started the task, as far as the catalog has name and address. */
export function gitAuthor(
  user: ActionContext<{}>['user'],
  config: Config,
): GitPerson {
  const committer = gitCommitter(config);
  const { data } = userSchema.safeParse(user?.entity);
  const profile = data?.spec.profile;
  return {
    name: profile?.displayName ?? user?.ref ?? committer.name,
    email: profile?.email ?? committer.email,
  };
}
