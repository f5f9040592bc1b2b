import { Option, type Command } from 'commander';

/** How the output is written. */
export const outputFormats = ['table', 'json', 'yaml', 'name'] as const;

export type OutputFormat = (typeof outputFormats)[number];

/** The options of all commands. */
export interface GlobalOptions {
  portal?: string;
  tokenFile?: string;
  kubeconfig?: string;
  context?: string;
  output: OutputFormat;
  verbose?: boolean;
}

/** Adds the options of all commands to the program. */
export function addGlobalOptions(program: Command): void {
  program
    .addOption(
      new Option(
        '--portal <url>',
        'base URL of the Backstage backend, such as https://backstage.example.com. Without it, the commands use the Kubernetes API',
      ).env('PROMENADE_PORTAL'),
    )
    .addOption(
      new Option(
        '--token-file <file>',
        'file of mode 0600 with the token for the portal. PROMENADE_TOKEN has the token itself',
      ).env('PROMENADE_TOKEN_FILE'),
    )
    .option(
      '--kubeconfig <file>',
      'kubeconfig of the control plane. Default: KUBECONFIG, ~/.kube/config, or the service account of the pod',
    )
    .option('--context <name>', 'context of the kubeconfig')
    .addOption(
      new Option('-o, --output <format>', 'how the output is written')
        .choices(outputFormats)
        .default('table'),
    )
    .option('--verbose', 'show the stack of an error, and the log');
}
