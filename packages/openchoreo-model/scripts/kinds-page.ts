import { kinds } from '../src';

/** Formats a Markdown table with padded columns, as Prettier does. */
function table(rows: string[][]): string {
  const widths = rows[0].map((_, i) =>
    Math.max(...rows.map(row => row[i].length)),
  );
  const [head, ...body] = rows.map(
    row => `| ${row.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`,
  );
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [head, rule, ...body].join('\n');
}

function section(title: string, apiVersion: string): string {
  const rows = kinds
    .filter(kind => kind.apiVersion === apiVersion)
    .map(kind => [
      kind.kind,
      `\`${kind.plural}\``,
      kind.scope,
      kind.shortNames.map(name => `\`${name}\``).join(', '),
      kind.columns.map(column => column.name).join(', '),
      kind.description,
    ]);
  return `## ${title}

${table([
  [
    'Kind',
    'Plural',
    'Scope',
    'Short names',
    'Columns of kubectl get',
    'Description',
  ],
  ...rows,
])}`;
}

/** Returns the page of all kinds, as Markdown. */
export function kindsPage(): string {
  return `# Kinds

<!-- Written by \`npm run crds\` from packages/openchoreo-model; change the kinds there. -->

All kinds are custom resources. Their definitions are in \`deploy/crds\`. \`kubectl get openchoreo -A\` lists the objects of all kinds, and
\`kubectl explain\` describes every field. Some kinds have the same plural as a built-in kind: use \`kubectl get services.openchoreo.dev\`
to list OpenChoreo Services.

A namespaced resource is in the namespace of its organization. The namespace has the name of the organization.

${section('openchoreo.dev/v1alpha1', 'openchoreo.dev/v1alpha1')}

The kinds of OpenChoreo v0.3.2, and the component types and traits of OpenChoreo 1.x. Manifests for OpenChoreo are valid without changes. Fields that
Promenade adds are optional.

${section(
  'delivery.openchoreo.dev/v1alpha1',
  'delivery.openchoreo.dev/v1alpha1',
)}

Kinds that only Promenade has. They are in their own API group, so that they can be installed next to any version of OpenChoreo.
`;
}
