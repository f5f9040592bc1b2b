import {
  reads,
  type ComponentRef,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { CommandError } from '../errors/CommandError';
import type { OperationSpec } from '../program/OperationSpec';
import { completedFields } from './completedFields';
import { askText, choose } from './prompt';
import { parseField } from './readInput';
import type { Session } from './Session';

type Input = Record<string, unknown>;

const isMissing = (input: Input, field: string) => input[field] === undefined;

/**
 * Finds out what is missing: names of parents that are the only ones, versions, and what can be read from the deploy board. Asks for
 * the rest on a terminal.
 *
 * @throws CommandError that names the option to pass, without a terminal
 */
export async function completeInput(
  spec: OperationSpec,
  given: Input,
  session: Session,
): Promise<Input> {
  const named = await completeNames(spec, given, session);
  const completed = await completeFields(spec, named, session);
  return completeRest(spec, completed, session);
}

/** The organization, the project and the component. */
export async function completeNames(
  { resource }: Pick<OperationSpec, 'resource'>,
  given: Input,
  session: Session,
): Promise<Input> {
  const input = { ...given };
  const { api, terminal, signal } = session;
  if (resource === 'platform') return input;
  const isComplete =
    !isMissing(input, 'organization') &&
    (resource === 'organization' || !isMissing(input, 'project')) &&
    (resource !== 'component' || !isMissing(input, 'component'));
  if (isComplete) return input;
  const { projects } = await api.request(reads.listProjects, {}, { signal });
  const choicesOf = (names: string[]) => [...new Set(names)];
  const candidates = projects.filter(
    each =>
      (isMissing(input, 'organization') ||
        each.organization === input.organization) &&
      (isMissing(input, 'project') || each.name === input.project),
  );
  if (isMissing(input, 'organization')) {
    input.organization = await choose(
      terminal,
      {
        noun: isMissing(input, 'project')
          ? 'organization'
          : `organization of the project ${input.project}`,
        choices: choicesOf(candidates.map(each => each.organization)),
        remedy: 'pass --organization, or set PROMENADE_ORGANIZATION',
      },
      signal,
    );
  }
  if (resource !== 'organization' && isMissing(input, 'project')) {
    input.project = await choose(
      terminal,
      {
        noun: 'project',
        choices: choicesOf(
          candidates
            .filter(each => each.organization === input.organization)
            .map(each => each.name),
        ),
        remedy: 'pass --project, or set PROMENADE_PROJECT',
      },
      signal,
    );
  }
  if (resource === 'component' && isMissing(input, 'component')) {
    const { components } = await api.request(
      reads.listComponents,
      {
        organization: String(input.organization),
        project: String(input.project),
      },
      { signal },
    );
    input.component = await choose(
      terminal,
      {
        noun: 'component',
        choices: components.map(each => each.name),
        remedy: 'pass its name',
      },
      signal,
    );
  }
  return input;
}

/** The fields that the deploy board, or the list of releases, knows. */
async function completeFields(
  { name }: OperationSpec,
  input: Input,
  session: Session,
): Promise<Input> {
  const fields = completedFields[name] ?? [];
  if (!fields.some(field => isMissing(input, field))) return input;
  const board = await readBoard(input, session);
  if (fields.includes('artifact')) {
    return completeArtifact(
      await completeEnvironment(input, board, session),
      session,
    );
  }
  if (fields.includes('environment')) {
    const [first] = board.environments;
    return { environment: first?.environment.name, ...input };
  }
  if (fields.includes('to')) return completePath(input, board, session);
  return completePromotion(input, board, session);
}

export function componentRefOf(input: Input): ComponentRef {
  return {
    organization: String(input.organization),
    project: String(input.project),
    component: String(input.component),
  };
}

export function readBoard(
  input: Input,
  session: Session,
): Promise<DeployBoard> {
  const { api, signal } = session;
  return api.request(reads.getDeployBoard, componentRefOf(input), { signal });
}

/** The path of a promotion: the only one that is left, or of several the only one that is possible now. */
async function completePath(
  input: Input,
  { pipeline, environments }: DeployBoard,
  { terminal, signal }: Session,
): Promise<Input> {
  const edges = pipeline.edges.filter(
    ({ from, to }) =>
      (isMissing(input, 'from') || from === input.from) &&
      (isMissing(input, 'to') || to === input.to),
  );
  const possible = edges.filter(({ from, to }) =>
    environments.some(({ actions }) =>
      actions.some(
        ({ verb, source, target, enabled }) =>
          verb === 'Promote' && enabled && source === from && target === to,
      ),
    ),
  );
  const candidates = possible.length ? possible : edges;
  const chosen = await choose(
    terminal,
    {
      noun: 'promotion',
      choices: candidates.map(({ from, to }) => `${from} to ${to}`),
      remedy: 'pass --from and --to',
    },
    signal,
  );
  const edge = candidates.find(({ from, to }) => `${from} to ${to}` === chosen);
  return { ...input, ...(edge && { from: edge.from, to: edge.to }) };
}

/** The environment that something runs in. */
export async function completeEnvironment(
  input: Input,
  { environments }: DeployBoard,
  { terminal, signal }: Session,
): Promise<Input> {
  if (!isMissing(input, 'environment')) return input;
  const environment = await choose(
    terminal,
    {
      noun: 'environment',
      choices: environments
        .filter(({ binding }) => binding)
        .map(each => each.environment.name),
      remedy: 'pass --environment',
    },
    signal,
  );
  return { ...input, environment };
}

/** The promotion that is decided about. */
async function completePromotion(
  input: Input,
  { environments }: DeployBoard,
  { terminal, signal }: Session,
): Promise<Input> {
  const choices = environments.flatMap(({ promotion }) =>
    promotion && !promotion.completedAt ? [promotion.name] : [],
  );
  const name = await choose(
    terminal,
    { noun: 'promotion in progress', choices, remedy: 'pass its name' },
    signal,
  );
  return { ...input, name };
}

/** The release to roll back to: by default the newest of those that are possible. */
async function completeArtifact(
  input: Input,
  { api, signal }: Session,
): Promise<Input> {
  const environment = String(input.environment);
  const { environments } = await api.request(
    reads.listReleases,
    { ...componentRefOf(input), environment },
    { signal },
  );
  const revisions = environments.flatMap(each => each.revisions);
  const target = revisions.find(({ canRollBack }) => canRollBack);
  if (target) {
    return {
      ...input,
      artifact: target.artifact,
      revisionOf: target.promotion,
    };
  }
  const former = revisions.find(({ isCurrent }) => !isCurrent);
  throw new CommandError(
    'conflict',
    former?.reason ??
      `${environment} has run no other release of ${input.component}`,
  );
}

/** Asks for the required fields that are still missing. */
async function completeRest(
  { fields, arguments: names }: OperationSpec,
  given: Input,
  { terminal, signal }: Session,
): Promise<Input> {
  const input = { ...given };
  for (const field of fields) {
    if (!field.isRequired || !isMissing(input, field.name)) continue;
    const how = names.includes(field.name)
      ? field.name.toUpperCase()
      : field.flag;
    const remedy = `${how} is missing. ${field.description}`;
    const answer = await askText(terminal, field.description, remedy, signal);
    input[field.name] = await parseField(field, answer, terminal);
  }
  return input;
}
