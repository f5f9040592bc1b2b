import { kinds } from '../src';

/** A Markdown table with its columns padded to one width, as Prettier writes it. */
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
  ['Kind', 'Plural', 'Scope', 'Short names', 'kubectl get shows', 'What it is'],
  ...rows,
])}`;
}

/** The page that lists every kind, as Markdown. */
export function kindsPage(): string {
  return `# Kinds

<!-- Written by \`npm run crds\` from packages/openchoreo-model; change the kinds there. -->

Everything is a Kubernetes resource. The definitions are in \`deploy/crds\`; \`kubectl get openchoreo -A\` lists what there is of all kinds,
and \`kubectl explain\` has a sentence for every field. The plurals of some kinds are those of Kubernetes' own:
say \`kubectl get services.openchoreo.dev\` for an OpenChoreo Service.

A namespaced resource lives in the namespace of its organization, which has the organization's name.

${section('openchoreo.dev/v1alpha1', 'openchoreo.dev/v1alpha1')}

These are the kinds of OpenChoreo v0.3.2. Its manifests are valid here as they are; what Promenade adds to them are optional fields.

${section(
  'delivery.openchoreo.dev/v1alpha1',
  'delivery.openchoreo.dev/v1alpha1',
)}

These are Promenade's own, in a group of their own, so that they can be installed beside any OpenChoreo.
`;
}
