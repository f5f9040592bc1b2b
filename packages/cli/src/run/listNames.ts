import {
  isPromotionComplete,
  reads,
  type OperationOutput,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { Command } from 'commander';
import { connect } from '../connection/connect';
import type { Api } from '../connection/Connection';
import type { Candidate, NameQuery } from '../program/Completion';
import type { GlobalOptions } from '../program/GlobalOptions';
import type { ProgramOptions } from '../program/ProgramOptions';
import { splitReference } from './readInput';

/** How long somebody waits for a completion, in milliseconds. */
const timeoutMs = 3_000;

/** Projects whose components are offered at once. */
const maxProjects = 20;

/** A shell may expand others, such as `$(…)`. */
const namePattern = /^[a-z0-9][-a-z0-9./]*$/;

type Project = OperationOutput<typeof reads.listProjects>['projects'][number];

/** Where names are looked for. */
interface Search extends NameQuery {
  api: Api;
  signal: AbortSignal;
}

/** The names that complete a command line. None when they cannot be read soon: a completion reports nothing. */
export async function listNames(
  query: NameQuery,
  command: Command,
  { terminal, signal, loaders }: ProgramOptions,
): Promise<Candidate[]> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const options: GlobalOptions = {
    ...command.optsWithGlobals<GlobalOptions>(),
    ...query.given,
    verbose: false,
  };
  try {
    const { api, close } = await connect(options, {
      loaders,
      terminal,
      signal: limit,
    });
    try {
      const given = withDefaults(query.given, terminal.env);
      const found = await findNames({ ...query, given, api, signal: limit });
      return found.filter(
        ({ word }) => word.startsWith(query.typed) && namePattern.test(word),
      );
    } finally {
      await close();
    }
  } catch {
    return [];
  }
}

/**
 * The organization, project and component of a command line that is being completed. A name such as `shop/cart` is split, and
 * PROMENADE_ORGANIZATION and PROMENADE_PROJECT are used for what is not typed.
 */
function withDefaults(
  given: NameQuery['given'],
  env: Readonly<Record<string, string | undefined>>,
): NameQuery['given'] {
  const { PROMENADE_ORGANIZATION, PROMENADE_PROJECT } = env;
  const resource = given.component === undefined ? 'project' : 'component';
  return {
    ...(PROMENADE_ORGANIZATION && { organization: PROMENADE_ORGANIZATION }),
    ...(PROMENADE_PROJECT && { project: PROMENADE_PROJECT }),
    ...splitReference(resource, given),
  };
}

async function findNames(search: Search): Promise<Candidate[]> {
  const projects = await projectsOf(search);
  switch (search.reference) {
    case 'organization':
      return candidates(projects.map(({ organization }) => organization));
    case 'project':
      return candidates(
        projects.map(({ organization, name }) =>
          search.typed.includes('/') ? `${organization}/${name}` : name,
        ),
      );
    case 'environment':
      return candidates(
        projects.flatMap(each => each.environments.map(({ name }) => name)),
      );
    case 'component':
      return findComponents(search, projects);
    default:
      return findPromotions(search, projects);
  }
}

/** The projects that the command line may be about. */
async function projectsOf({
  api,
  signal,
  given,
  reference,
}: Search): Promise<Project[]> {
  const { projects } = await api.request(reads.listProjects, {}, { signal });
  const { organization, project } = given;
  const isAny = reference === 'organization';
  return projects.filter(
    each =>
      (isAny || !organization || each.organization === organization) &&
      (!project || each.name === project),
  );
}

/** Components by their names alone where these are clear, or with as many parents as were typed. */
async function findComponents(
  { api, signal, typed }: Search,
  projects: readonly Project[],
): Promise<Candidate[]> {
  const depth = typed.split('/').length - 1;
  const parents = Math.max(depth, projects.length > 1 ? 1 : 0);
  const searched = projects
    .map(({ organization, name: project }) => ({
      organization,
      project,
      prefix: [organization, project, ''].slice(2 - parents).join('/'),
    }))
    .filter(
      ({ prefix }) => prefix.startsWith(typed) || typed.startsWith(prefix),
    )
    .slice(0, maxProjects);
  const lists = await Promise.all(
    searched.map(async ({ prefix, ...project }) => {
      const { components } = await api.request(reads.listComponents, project, {
        signal,
      });
      return components.map(({ name, type }) => ({
        word: `${prefix}${name}`,
        description: type,
      }));
    }),
  );
  return lists.flat();
}

/** The promotions of a component, or else of the organization. */
async function findPromotions(
  { api, signal, given, reference }: Search,
  projects: readonly Project[],
): Promise<Candidate[]> {
  const [project] = projects;
  if (!project) return [];
  const { organization, name } = project;
  const { component } = given;
  const { promotions } =
    component === undefined
      ? await api.request(
          reads.listOrganizationPromotions,
          { organization },
          { signal },
        )
      : await api.request(
          reads.listPromotions,
          { organization, project: name, component },
          { signal },
        );
  return promotions
    .filter(each => reference === 'promotion' || !isPromotionComplete(each))
    .map(each => ({
      word: each.name,
      description: `${each.from} to ${each.to}, ${each.phase}`,
    }));
}

function candidates(words: readonly string[]): Candidate[] {
  return [...new Set(words)].map(word => ({ word, description: '' }));
}
