import {
  componentRefSchema,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ActionServices } from '../VerbAction';

/** The verbs whose changes are deployed to the first environment of the pipeline. */
const deployingVerbs: ReadonlySet<string> = new Set(
  [
    verbs.updateComponent,
    verbs.connectComponent,
    verbs.applyApi,
    verbs.deployComponent,
    verbs.applyWorkload,
  ].map(({ name }) => name),
);

/** Completes the environment of a verb whose changes are deployed to the first one. Undefined for other verbs. */
export function completeFirstEnvironment({ name }: { name: string }) {
  if (!deployingVerbs.has(name)) return undefined;
  return {
    fields: ['environment'],
    values(
      input: Record<string, unknown>,
      { openchoreo }: ActionServices,
    ): Record<string, unknown> {
      if (input.environment !== undefined) return {};
      const { pipeline } = openchoreo.views.component(
        componentRefSchema.parse(input),
      );
      return { environment: pipeline?.environments.at(0) };
    },
  };
}
