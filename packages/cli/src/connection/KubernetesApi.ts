import { InputError } from '@backstage/errors';
import {
  verbs,
  type LogMessage,
  type Operation,
  type RequestOptions,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  logStreams,
  readImplementations,
  type ReadServices,
} from '@promenade/backstage-plugin-openchoreo-backend/readImplementations';
import {
  ComponentRefs,
  parseInput,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { z } from 'zod';
import type { Api } from './Connection';

/** Reads are not asked for by a user of Backstage. */
const credentials = {
  $$type: '@backstage/BackstageCredentials',
  principal: { type: 'none' },
} as const;

/**
 * Runs commands on a Kubernetes API, without a portal. The account of the kubeconfig decides what is allowed. Nobody can approve
 * here, because only a portal knows who the user is.
 */
export class KubernetesApi implements Api {
  readonly #openChoreo: OpenChoreoService;
  readonly #services: ReadServices;

  constructor(openChoreo: OpenChoreoService, server: string) {
    this.#openChoreo = openChoreo;
    this.#services = {
      openChoreo,
      baseUrl: async () => server,
      // A portal calls endpoints for its users.
      gateways: [],
      authorization: {
        findDenied: async groups => groups.map(() => undefined),
        canRead: async refs => refs.map(() => true),
        componentRefs: async () => new ComponentRefs(new Map()),
        ownedComponents: async () => [],
        personOf: () => undefined,
      },
    };
  }

  async request<Input extends z.ZodObject, Output extends z.ZodType>(
    operation: Operation<Input, Output>,
    input: z.input<Input>,
    options: RequestOptions = {},
  ): Promise<z.output<Output>> {
    const output = await this.#answer(operation, input, options);
    return operation.output.parse(output);
  }

  async #answer(
    operation: Operation,
    input: unknown,
    { signal }: RequestOptions,
  ): Promise<unknown> {
    const declarations: VerbDeclaration[] = Object.values(verbs);
    const verb = declarations.find(({ name }) => name === operation.name);
    if (verb) {
      const parsed = parseInput(verb.input, input);
      return this.#openChoreo.verbs.execute(verb, parsed, { signal });
    }
    const read = readImplementations.find(
      ({ declaration }) => declaration.name === operation.name,
    );
    if (read && !read.needsPortal)
      return read.answer(this.#services, input, { credentials });
    throw needsPortal(operation.name);
  }

  async streamLog<Input extends z.ZodObject>(
    operation: Operation<Input>,
    input: z.input<Input>,
    {
      signal,
      onMessage,
    }: { signal: AbortSignal; onMessage: (message: LogMessage) => void },
  ): Promise<void> {
    const stream = logStreams.find(
      ({ declaration }) => declaration.name === operation.name,
    );
    if (!stream) throw needsPortal(operation.name);
    const lines = await stream.open(this.#services, input, signal);
    for await (const line of lines) onMessage({ type: 'lines', lines: [line] });
    onMessage({ type: 'end', reason: 'exited' });
  }
}

function needsPortal(name: string): Error {
  return new InputError(
    `${name} needs a portal: set --portal, or PROMENADE_PORTAL, to the base URL of the Backstage backend`,
  );
}
