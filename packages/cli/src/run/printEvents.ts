import {
  reads,
  type RuntimeEvent,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Command } from 'commander';
import { printOutput } from '../output/printOutput';
import type { ProgramOptions } from '../program/ProgramOptions';
import { readComponentInput } from './readComponentInput';
import { withSession } from './withSession';

interface EventOptions {
  kind?: string;
  name?: string;
  warnings?: boolean;
}

/** Prints the events of all objects of a component in an environment. */
export async function printEvents(
  command: Command,
  programOptions: ProgramOptions,
): Promise<void> {
  const { kind, name, warnings } = command.opts<EventOptions>();
  await withSession(command, programOptions, async session => {
    const { api, signal } = session;
    const ref = await readComponentInput(command, session);
    const runtime = await api.request(reads.getRuntime, ref, { signal });
    const objects = runtime.resources.filter(
      each =>
        (!kind || each.kind === kind) &&
        (!name || each.name === name) &&
        // Objects of the cluster have no events in a namespace.
        each.namespace,
    );
    const events: (RuntimeEvent & { object: string })[] = [];
    for (const object of objects) {
      const list = await api.request(
        reads.listRuntimeEvents,
        {
          ...ref,
          kind: object.kind,
          name: object.name,
          namespace: object.namespace,
        },
        { signal },
      );
      events.push(
        ...list.events.map(event => ({
          lastSeen: event.lastSeen,
          ...event,
          object: `${object.kind}/${object.name}`,
        })),
      );
    }
    const shown = events
      .filter(({ type }) => !warnings || type === 'Warning')
      .sort((a, b) => (a.lastSeen ?? '').localeCompare(b.lastSeen ?? '', 'en'));
    await printOutput(reads.listRuntimeEvents, { events: shown }, session);
  });
}
