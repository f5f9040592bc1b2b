import { parseArgs } from 'node:util';
import { signingKeySecret } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { publicGitHosts } from '../controllers/gitcommitrequest/git-hosts';
import { logFormats, logLevels } from './logger';

const port = z.coerce
  .number('must be a port number')
  .int()
  .min(0)
  .max(65535, 'must be a port between 0 and 65535');

const toggle = z
  .enum(['true', 'false'], 'must be true or false')
  .transform(text => text === 'true');

const names = z
  .string()
  .transform(text => text.split(',').map(name => name.trim()))
  .pipe(z.array(z.string().min(1, 'must be names with commas between them')));

const flagsSchema = z.object({
  kubeconfig: z.string().optional(),
  context: z.string().optional(),
  organizations: names.optional(),
  controllers: z
    .enum(['all', 'promotion'], 'must be all or promotion')
    .default('all'),
  'metrics-port': port.default(9464),
  'bind-address': z.string().default('127.0.0.1'),
  'install-crds': toggle.default(false),
  'leader-elect': toggle.default(true),
  'leader-elect-namespace': z.string().optional(),
  'signing-key-secret': z
    .string()
    .regex(/^[^/]+\/[^/]+$/, 'must be NAMESPACE/NAME')
    .default(`${signingKeySecret.namespace}/${signingKeySecret.name}`),
  'gate-allow-loopback': toggle.default(false),
  'git-hosts': names.default([...publicGitHosts]),
  'log-format': z.enum(logFormats, 'must be json or text').default('json'),
  'log-level': z
    .enum(logLevels, 'must be debug, info, warn or error')
    .default('info'),
  help: toggle.default(false),
});

type Flags = z.infer<typeof flagsSchema>;

/** Command-line options of `promenade-control-plane`. */
export interface Options {
  kubeconfig?: string;
  context?: string;
  /** Organizations to reconcile; undefined for all. */
  organizations?: string[];
  /** All controllers, or only those of promotions. */
  controllers: Flags['controllers'];
  /** Port of /healthz, /readyz and /metrics; 0 for a free one. */
  metricsPort: number;
  bindAddress: string;
  installCrds: boolean;
  leaderElect: boolean;
  leaderElectNamespace?: string;
  /** Secret with the key that verifies who approved a promotion. */
  signingKeySecret: { namespace: string; name: string };
  /** Whether quality gates may call addresses of this machine. */
  gateAllowLoopback: boolean;
  /** Hosts of Git repositories that it may commit to. */
  gitHosts: string[];
  logFormat: Flags['log-format'];
  logLevel: Flags['log-level'];
  help: boolean;
}

/** An invalid command line; the message names the flag. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const usage = `promenade-control-plane [flags]

  --kubeconfig FILE          kubeconfig of the Kubernetes API (default: $KUBECONFIG, ~/.kube/config, or the service account in a cluster)
  --context NAME             context of the kubeconfig (default: its current one)
  --organizations A,B        reconcile these organizations only (default: all)
  --controllers all|promotion
                             promotion: only promotions, beside the control plane of OpenChoreo 1.x or 0.3 (default: all)
  --install-crds             install or update the CustomResourceDefinitions first
  --leader-elect=false       do not use a lease; only for a single instance
  --leader-elect-namespace N namespace of the lease (default: the pod's, or "default")
  --signing-key-secret NS/N  Secret with the key that verifies who approved a promotion; created if there is none (default: ${
    signingKeySecret.namespace
  }/${signingKeySecret.name})
  --gate-allow-loopback      quality gates may call addresses of this machine
  --git-hosts A,B            hosts of Git repositories that it may commit to; http://HOST allows an unencrypted connection
                             (default: ${publicGitHosts.join(', ')})
  --metrics-port N           port of /healthz, /readyz and /metrics; 0 for a free one (default: 9464)
  --bind-address IP          address to listen on (default: 127.0.0.1)
  --log-format json|text     (default: json)
  --log-level LEVEL          debug, info, warn or error (default: info)
`;

/** Expands flags without a value: `--install-crds` is `--install-crds=true`. */
function withImpliedValues(args: readonly string[]): string[] {
  const toggles = [
    '--install-crds',
    '--leader-elect',
    '--gate-allow-loopback',
    '--help',
  ];
  return args.map(arg => (toggles.includes(arg) ? `${arg}=true` : arg));
}

function parseFlags(args: readonly string[]): Record<string, unknown> {
  const options = Object.fromEntries(
    Object.keys(flagsSchema.shape).map(name => [
      name,
      { type: 'string' as const },
    ]),
  );
  try {
    return parseArgs({ args: withImpliedValues(args), options, strict: true })
      .values;
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? error.message : String(error),
      { cause: error },
    );
  }
}

/**
 * Parses the command line.
 *
 * @throws UsageError if a flag is unknown or its value is invalid
 */
export function parseOptions(args: readonly string[]): Options {
  const parsed = flagsSchema.safeParse(parseFlags(args));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--${issue.path.join('.')} ${issue.message}`);
  }
  const flags = parsed.data;
  const [namespace, name] = flags['signing-key-secret'].split('/');
  return {
    kubeconfig: flags.kubeconfig,
    context: flags.context,
    organizations: flags.organizations,
    controllers: flags.controllers,
    metricsPort: flags['metrics-port'],
    bindAddress: flags['bind-address'],
    installCrds: flags['install-crds'],
    leaderElect: flags['leader-elect'],
    leaderElectNamespace: flags['leader-elect-namespace'],
    signingKeySecret: { namespace, name },
    gateAllowLoopback: flags['gate-allow-loopback'],
    gitHosts: flags['git-hosts'],
    logFormat: flags['log-format'],
    logLevel: flags['log-level'],
    help: flags.help,
  };
}
