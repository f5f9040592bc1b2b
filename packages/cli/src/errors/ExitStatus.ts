/** The exit statuses of every command. */
export const ExitStatus = {
  ok: 0,
  /** An error that none of the others is about. */
  failure: 1,
  /** The command line or an input is not valid. */
  usage: 2,
  notFound: 3,
  /** Not signed in, or without the permission. */
  denied: 4,
  /** Blocked, changed since it was seen, or the name is taken. */
  conflict: 5,
  /** What was waited for has failed. */
  failed: 6,
  timeout: 7,
  /** The portal, the control plane or the data plane cannot be reached. */
  unavailable: 8,
  /** Interrupted, or not confirmed. */
  interrupted: 130,
} as const;

export type ExitStatusName = keyof typeof ExitStatus;

/** What each exit status means, for the documentation. */
export const exitStatusTexts: Record<ExitStatusName, string> = {
  ok: 'Done. With `--wait`: what was waited for has happened.',
  failure: 'An error that none of the others is about.',
  usage: 'The command line or an input is not valid.',
  notFound: 'The object does not exist, or you may not see it.',
  denied: 'Not signed in, or a permission is missing.',
  conflict:
    'Not possible now: blocked, changed since it was seen, or the name is taken.',
  failed:
    'What was waited for has failed: a promotion, a build or a deployment.',
  timeout: 'What was waited for has not happened within `--timeout`.',
  unavailable:
    'The portal, the control plane or the data plane cannot be reached.',
  interrupted: 'Interrupted, or not confirmed.',
};
