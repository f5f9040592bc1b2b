import {
  reads,
  type Operation,
  type OperationOutput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { stringify } from 'yaml';
import type { Session } from '../run/Session';
import type { Terminal } from '../Terminal';
import { namesOf } from './namesOf';
import { plainValue } from './plainText';
import { renderExplanation } from './renderExplanation';
import { renderFields } from './renderFields';
import { renderMigration } from './renderMigration';
import { renderPlan } from './renderPlan';
import { renderTable, type Row } from './renderTable';
import { rows } from './rows';

type Render = (output: unknown, stream: Terminal['stdout']) => string;

/** Writes the output of an operation in a way of its own. */
function renderWith<O extends Operation>(
  { name, output: schema }: O,
  render: (output: OperationOutput<O>, stream: Terminal['stdout']) => string,
): [string, Render] {
  return [
    name,
    (output, stream) =>
      render(schema.parse(output) as OperationOutput<O>, stream),
  ];
}

/** Writes the output of an operation as a table. */
function renderRows<O extends Operation>(
  operation: O,
  toRows: (output: OperationOutput<O>) => Row[],
): [string, Render] {
  return renderWith(operation, (output, stream) => {
    const table = toRows(output);
    return table.length ? renderTable(table, stream) : 'There are none.';
  });
}

/** By the names of operations. The output of the others is written field by field. */
const renderers: ReadonlyMap<string, Render> = new Map([
  renderRows(reads.listProjects, rows.projects),
  renderRows(reads.listComponents, rows.components),
  renderRows(reads.getDeployBoard, rows.board),
  renderRows(reads.listBuilds, rows.builds),
  renderRows(reads.listPromotions, rows.promotions),
  renderRows(reads.listProjectPromotions, rows.promotions),
  renderRows(reads.listOrganizationPromotions, rows.promotions),
  renderRows(reads.listApprovals, rows.approvals),
  renderRows(reads.listReleases, rows.releases),
  renderWith(reads.explainComponent, renderExplanation),
  renderWith(reads.migrateProject, renderMigration),
  renderWith(reads.getPromotionPlan, renderPlan),
  renderWith(reads.getRequestedPromotionPlan, renderPlan),
  renderWith(reads.getRollbackPlan, renderPlan),
]);

/** Writes the output of an operation to the standard output, in the format of `--output`. */
export async function printOutput(
  operation: Operation,
  output: unknown,
  { options, terminal }: Session,
): Promise<void> {
  const { stdout } = terminal;
  const write = (text: string) => {
    if (text) stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  };
  switch (options.output) {
    case 'json':
      write(JSON.stringify(output ?? {}, undefined, 2));
      break;
    case 'yaml':
      write(stringify(output ?? {}, { lineWidth: 0 }));
      break;
    case 'name':
      write(namesOf(output).join('\n'));
      break;
    default:
      write(
        (renderers.get(operation.name) ?? renderFields)(
          plainValue(output),
          stdout,
        ),
      );
  }
}
