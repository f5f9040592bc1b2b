import type {
  ProjectMigrationChange,
  ProjectMigrationView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { diffLines } from 'diff';
import type { Terminal } from '../Terminal';
import { style } from './style';

/** A migration as a diff of manifests. Below each change is what is not carried over. */
export function renderMigration(
  { changes }: ProjectMigrationView,
  stream: Terminal['stdout'],
): string {
  return changes.map(change => renderChange(change, stream)).join('\n\n');
}

function renderChange(
  change: ProjectMigrationChange,
  stream: Terminal['stdout'],
): string {
  const { from, to, notCarriedOver } = change;
  const title = `${namesOf(from)} → ${namesOf(to)}`;
  return [
    style('bold', title, stream),
    // What becomes nothing is named only.
    ...(to.length ? renderDiff(change, stream) : []),
    ...notCarriedOver.map(({ field, reason }) =>
      style('yellow', `! ${field ? `${field}: ` : ''}${reason}`, stream),
    ),
  ].join('\n');
}

function namesOf(objects: ProjectMigrationChange['from']): string {
  const names = objects.map(({ kind, name }) => `${kind} ${name}`);
  return names.join(', ') || 'nothing';
}

function renderDiff(
  { before, after }: ProjectMigrationChange,
  stream: Terminal['stdout'],
): string[] {
  return diffLines(before, after).flatMap(({ value, added, removed }) => {
    const lines = value.replace(/\n$/, '').split('\n');
    if (added) return lines.map(line => style('green', `+ ${line}`, stream));
    if (removed) return lines.map(line => style('red', `- ${line}`, stream));
    return lines.map(line => `  ${line}`);
  });
}
