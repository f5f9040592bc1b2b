import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  parseInput,
  toZodV3,
  type Authorization,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { readImplementations } from './reads';
import type { ReadServices } from './ReadServices';

/** Registers the actions of agents, derived from the declarations of reads and verbs. */
export function registerAgentActions(
  registry: ActionsRegistryService,
  services: ReadServices & { authorization: Authorization },
): void {
  const { authorization, openChoreo } = services;
  const callerOf = (credentials: BackstageCredentials) =>
    ({ credentials, door: 'agent' } as const);

  for (const { declaration, answer } of readImplementations) {
    const { agent } = declaration;
    if (!agent) continue;
    registry.register({
      name: declaration.name,
      title: declaration.title,
      description: declaration.description,
      attributes: { readOnly: true, destructive: false, idempotent: true },
      schema: {
        input: () => toZodV3(z.toJSONSchema(declaration.input)),
        output: () => toZodV3(z.toJSONSchema(agent.output)),
      },
      action: async ({ input: unknownInput, credentials }) => {
        const input = parseInput(declaration.input, unknownInput);
        const caller = callerOf(credentials);
        const output = await authorization.run(
          declaration,
          input,
          caller,
          async () => answer(services, input, caller),
        );
        return { output: agent.output.parse(agent.summarize(output)) };
      },
    });
  }

  for (const verb of openChoreo.verbDeclarations) {
    registry.register({
      name: verb.name,
      title: verb.title,
      description: verb.description,
      attributes: verb.attributes,
      schema: {
        input: () => toZodV3(z.toJSONSchema(verb.input)),
        output: () => toZodV3(z.toJSONSchema(verb.output)),
      },
      action: async ({ input: unknownInput, credentials }) => {
        const input = parseInput(verb.input, unknownInput);
        const output = await authorization.run(
          verb,
          input,
          callerOf(credentials),
          request => openChoreo.verbs.execute(verb, input, request),
        );
        return { output };
      },
    });
  }
}
