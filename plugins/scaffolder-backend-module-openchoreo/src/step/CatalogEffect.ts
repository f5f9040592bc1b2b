import {
  entityRefOf,
  isDeliverable,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  unitEntityRefs,
  type CatalogUnit,
  type CatalogUnitKey,
  type CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import {
  waitForCatalog,
  type ExpectedCatalog,
  type ExpectedEntity,
} from '../waitForCatalog';
import type { ResolvedStep } from './resolveStep';
import { checkpointKey, subjectOf } from './subject';

/** What of a project has entities. */
const projectParts: readonly CatalogUnitType[] = [
  'component',
  'api',
  'managed-resource',
];

/** The parts of a step that its effect on the catalog depends on. */
type Step = Pick<
  ResolvedStep<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodObject>,
  'verb' | 'services' | 'context' | 'caller' | 'input'
>;

/**
 * The entities that a step adds to the catalog or removes from it: those of the units that its verb is about, before the change and
 * after it.
 */
export class CatalogEffect {
  readonly #step: Step;
  readonly #before: readonly string[];

  /** Reads what there is before the change. A step that runs again has what its first run has read. */
  static async begin(step: Step): Promise<CatalogEffect> {
    const { verb, context, input } = step;
    // What is created is waited for as a whole, also by a step or task that finds it created already.
    const before =
      verb.creates || !canChangeEntities(verb)
        ? []
        : await context.checkpoint({
            key: `entities.${checkpointKey(verb, input)}`,
            fn: async () =>
              entitiesOf(unitsOf(step)).map(({ entityRef }) => entityRef),
          });
    return new CatalogEffect(step, z.array(z.string()).parse(before));
  }

  private constructor(step: Step, before: readonly string[]) {
    this.#step = step;
    this.#before = before;
  }

  /** Waits until the catalog shows the change. Not in a host whose catalog shows nothing of OpenChoreo. */
  async wait(): Promise<void> {
    const { verb, services, context, caller } = this.#step;
    if (!canChangeEntities(verb)) return;
    const { present, absent, unprepared } = this.#expected();
    if (!present.length && !absent.length && !unprepared) return;
    if (!(await services.catalogModule.isInstalled())) return;
    await waitForCatalog(services.catalog, () => this.#expectedNow(), {
      credentials: caller.credentials,
      logger: context.logger,
      signal: context.signal,
    });
  }

  /** What is expected, with the entities that have joined components in the meantime. */
  async #expectedNow(): Promise<ExpectedCatalog> {
    const { authorization } = this.#step.services;
    const refs = await authorization.componentRefs();
    const { present, ...others } = this.#expected();
    return {
      ...others,
      present: present.map(({ entityRef, uid }) => ({
        entityRef: refs.resolve(entityRef),
        uid,
      })),
    };
  }

  #expected(): ExpectedCatalog {
    const { verb } = this.#step;
    const isDeletion = verb.completion === 'deleted';
    // The control plane deletes what belongs to a project after it, which a task need not wait for.
    const units = isDeletion ? unitsOfProject(this.#step) : unitsOf(this.#step);
    const after = entitiesOf(units);
    const before = new Set(this.#before);
    const refs = new Set(after.map(({ entityRef }) => entityRef));
    return {
      present: isDeletion
        ? []
        : after.filter(({ entityRef }) => !before.has(entityRef)),
      absent: this.#before.filter(entityRef => !refs.has(entityRef)),
      ...(verb.creates && { unprepared: this.#unprepared(units) }),
    };
  }

  /** What the verb creates, while nothing can be created in it, or the control plane has not been seen to have it. */
  #unprepared(units: readonly CatalogUnit[]): string | undefined {
    const { verb, input } = this.#step;
    const isPrepared = units.some(
      unit =>
        unit.type === verb.creates &&
        (unit.type !== 'organization' || unit.hasNamespace === true),
    );
    const subject = subjectOf(verb, input);
    return isPrepared || !subject ? undefined : entityRefOf(subject);
  }
}

/** Whether a verb writes a desired state, of which the catalog may have entities. */
function canChangeEntities(verb: VerbDeclaration): boolean {
  return (
    isDeliverable(verb) ||
    verb.creates !== undefined ||
    verb.completion === 'deleted'
  );
}

function entitiesOf(units: readonly CatalogUnit[]): ExpectedEntity[] {
  return units.flatMap(unit =>
    unitEntityRefs(unit).map(entityRef => ({ entityRef, uid: unit.uid })),
  );
}

/** The units that a step is about: its subject with its APIs, and of a project that is deleted all that belongs to it. */
function unitsOf(step: Step): CatalogUnit[] {
  const { verb, services, input } = step;
  const { catalogUnits } = services.openchoreo;
  const subject = subjectOf(verb, input);
  if (!subject || subject.type === 'endpoint' || subject.type === 'definition')
    return [];
  const { type, name } = subject;
  const organization = type === 'organization' ? name : subject.organization;
  const unit = catalogUnits.get({ type, organization, name });
  if (!unit) return [];
  const apis = apisOf(unit).flatMap(key => catalogUnits.get(key) ?? []);
  const isDeletion = verb.completion === 'deleted';
  return [unit, ...apis, ...(isDeletion ? unitsOfProject(step) : [])];
}

function apisOf(unit: CatalogUnit): CatalogUnitKey[] {
  if (unit.type !== 'component') return [];
  const { organization, apis } = unit;
  return apis.map(name => ({ type: 'api', organization, name }));
}

/** What belongs to the project that a step is about. None for a step about anything else. */
function unitsOfProject({ verb, services, input }: Step): CatalogUnit[] {
  const { catalogUnits } = services.openchoreo;
  const subject = subjectOf(verb, input);
  if (subject?.type !== 'project') return [];
  const { organization, name } = subject;
  return projectParts
    .flatMap(type => catalogUnits.list(type))
    .filter(key => key.organization === organization)
    .flatMap(key => {
      const unit = catalogUnits.get(key);
      return unit && 'project' in unit && unit.project === name ? [unit] : [];
    });
}
