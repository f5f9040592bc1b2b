import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  entityRefOf,
  isEntityOfComponent,
  isFromControlPlane,
  openchoreoAnnotations,
  type ComponentRef,
  type PlatformObject,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  waitForCache,
  type Authorization,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import type { ActionServices } from './VerbAction';

/** The types of objects that an input may name, with the kind of their entities and the annotation that has their name. */
const objectTypes = {
  organization: {
    kind: 'Domain',
    annotation: openchoreoAnnotations.organization,
  },
  project: { kind: 'System', annotation: openchoreoAnnotations.project },
  component: { kind: 'Component', annotation: openchoreoAnnotations.component },
  environment: {
    kind: 'Resource',
    annotation: openchoreoAnnotations.environment,
  },
  'data-plane': {
    kind: 'Resource',
    annotation: openchoreoAnnotations.dataPlane,
  },
  'deployment-pipeline': {
    kind: 'Resource',
    annotation: openchoreoAnnotations.deploymentPipeline,
  },
} as const;

/** The names or entity refs in an input. */
const referenceSchema = z.union([z.string(), z.array(z.string())]).optional();

type ObjectType = keyof typeof objectTypes;

type NameServices = Pick<ActionServices, 'catalog' | 'catalogModule'> & {
  authorization: Pick<Authorization, 'componentRefs'>;
  openchoreo: Pick<OpenChoreoService, 'cache' | 'catalogUnits'>;
};

/** The name of an object, and the annotations that identify it. */
interface NamedObject {
  name: string;
  annotations: Readonly<Record<string, string>>;
}

/**
 * The catalog has no entity of a ref, or the user may not see it. In a host without the catalog module, the control plane has no
 * object of it.
 */
export class MissingEntityError extends NotFoundError {
  readonly type: ObjectType;
  readonly entityRef: string;

  constructor(type: ObjectType, entityRef: string, isInCatalog: boolean) {
    const missing = `no ${labelOf(type)} ${entityRef}`;
    super(
      isInCatalog
        ? `The catalog has ${missing}, or you may not see it. Choose another one`
        : `The control plane has ${missing}. Choose another one`,
    );
    this.type = type;
    this.entityRef = entityRef;
  }
}

/**
 * Resolves the names in the inputs of an action. Each is an entity ref, as pickers give it, or a plain name.
 *
 * An entity ref is read from the catalog as the user, who cannot name what they may not see. So is the plain name of a project
 * or a component, which is short for the entity ref that the catalog module gives it. In a host without that module, refs are
 * those that it would give.
 */
export class PlatformNames {
  readonly #services: NameServices;
  readonly #credentials: BackstageCredentials;

  constructor(services: NameServices, credentials: BackstageCredentials) {
    this.#services = services;
    this.#credentials = credentials;
  }

  /** The names of all objects that the inputs of a verb refer to, by input. */
  async resolve(
    verb: VerbDeclaration,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Record<string, string | string[]>> {
    const resource = await this.#resource(verb, input);
    const resolved: Record<string, string | string[]> = { ...resource };
    for (const [field, type] of Object.entries(verb.references ?? {})) {
      if (!type || !isObjectType(type)) continue;
      const { data: given } = referenceSchema.safeParse(input[field]);
      const resolve = (text: string) =>
        this.reference(type, text, resource.organization);
      if (Array.isArray(given)) {
        resolved[field] = await Promise.all(given.map(resolve));
      } else if (given !== undefined) {
        resolved[field] = await resolve(given);
      }
    }
    return resolved;
  }

  async #resource(
    { resource }: VerbDeclaration,
    input: Readonly<Record<string, unknown>>,
  ): Promise<{ organization?: string }> {
    const text = (field: string) => {
      const value = input[field];
      return typeof value === 'string' ? value : undefined;
    };
    switch (resource) {
      case 'organization':
        return { organization: await this.organization(text(resource) ?? '') };
      case 'project':
        return this.project(text(resource) ?? '', text('organization'));
      case 'component':
        return this.component(text(resource) ?? '', text('organization'));
      default:
        return {};
    }
  }

  /** @param text - `default` or `domain:default/default` */
  async organization(text: string): Promise<string> {
    return isEntityRef(text)
      ? (await this.#find('organization', text)).name
      : text;
  }

  /**
   * The name of an object that an organization may use: one of its own or a shared one.
   *
   * @param text - such as `staging` or `resource:default/environment-staging`
   */
  async reference(
    type: ObjectType,
    text: string,
    organization: string | undefined,
  ): Promise<string> {
    if (!isEntityRef(text)) return text;
    const { name, annotations } = await this.#find(type, text);
    const owner = annotations[openchoreoAnnotations.organization];
    const { catalogUnits } = this.#services.openchoreo;
    const shared = catalogUnits.sharedOrganizationOf(organization ?? '');
    if (owner === organization || owner === shared) return name;
    throw new InputError(
      `${text} belongs to ${owner}, and ${organization} cannot use it. Choose one of ${organization} or of ${shared}`,
    );
  }

  /** @param text - `system:default/tram`, or `tram` with its organization */
  async project(
    text: string,
    organization: string | undefined,
  ): Promise<{ organization: string; project: string }> {
    const found = await this.#identity('project', text, organization);
    return { organization: found.organization, project: found.project };
  }

  /** @param text - `component:default/departures`, or `departures` with its organization */
  async component(
    text: string,
    organization: string | undefined,
  ): Promise<ComponentRef> {
    const found = await this.#identity('component', text, organization);
    return {
      organization: found.organization,
      project: found.project,
      component: found.name,
    };
  }

  async #identity(
    type: 'project' | 'component',
    text: string,
    organization: string | undefined,
  ): Promise<{ organization: string; project: string; name: string }> {
    const ref = isEntityRef(text)
      ? text
      : await this.#refOfPlainName(type, text, organization);
    const { name, annotations } = await this.#find(type, ref);
    const owner = annotations[openchoreoAnnotations.organization];
    const project = annotations[openchoreoAnnotations.project];
    if (!owner || !project) throw notOpenChoreo(type, ref);
    return { organization: owner, project, name };
  }

  async #refOfPlainName(
    type: 'project' | 'component',
    name: string,
    organization: string | undefined,
  ): Promise<string> {
    if (!organization) {
      throw new InputError(
        `The plain name ${name} of a ${type} needs the input organization. Add it, or use the entity ref`,
      );
    }
    const owner = await this.organization(organization);
    const ref = entityRefOf({ type, organization: owner, name });
    return (await this.#services.authorization.componentRefs()).resolve(ref);
  }

  async #find(type: ObjectType, text: string): Promise<NamedObject> {
    const { kind, annotation } = objectTypes[type];
    const ref = stringifyEntityRef(parse(text, kind));
    const { catalog, catalogModule } = this.#services;
    const entity = await catalog.getEntityByRef(ref, {
      credentials: this.#credentials,
    });
    if (!entity) {
      if (await catalogModule.isInstalled()) {
        throw new MissingEntityError(type, ref, true);
      }
      return this.#findUnit(type, ref);
    }
    const annotations = entity.metadata.annotations ?? {};
    const name = annotations[annotation];
    const isTrusted = isFromControlPlane(entity) || isEntityOfComponent(entity);
    if (!name || !isOfKind(entity, kind) || !isTrusted) {
      throw notOpenChoreo(type, ref);
    }
    return { name, annotations };
  }

  /** The unit that the catalog module would give an entity of the ref. */
  async #findUnit(type: ObjectType, entityRef: string): Promise<NamedObject> {
    const { cache, catalogUnits } = this.#services.openchoreo;
    const { namespace: inNamespace } = parseEntityRef(entityRef);
    await waitForCache(cache, { organization: inNamespace });
    const key = catalogUnits
      .list(type)
      .find(
        ({ organization, name }) =>
          entityRefOf({ type, organization, name }) === entityRef,
      );
    const unit = key && catalogUnits.get(key);
    if (!unit) throw new MissingEntityError(type, entityRef, false);
    return {
      name: unit.name,
      annotations: {
        [openchoreoAnnotations.organization]: unit.organization,
        ...(unit.type === 'component' && {
          [openchoreoAnnotations.project]: unit.project,
        }),
        [objectTypes[type].annotation]: unit.name,
      },
    };
  }
}

function isObjectType(type: PlatformObject['type']): type is ObjectType {
  return type in objectTypes;
}

/** The names of Kubernetes objects have neither of the characters that separate the parts of an entity ref. */
function isEntityRef(text: string): boolean {
  return /[:/]/.test(text);
}

function parse(text: string, defaultKind: string) {
  try {
    return parseEntityRef(text, { defaultKind });
  } catch (error) {
    throw new InputError(
      `"${text}" is neither a name nor an entity ref`,
      error,
    );
  }
}

function isOfKind(entity: Entity, kind: string): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === kind.toLocaleLowerCase('en-US')
  );
}

function labelOf(type: ObjectType): string {
  return type.replace('-', ' ');
}

function notOpenChoreo(type: ObjectType, ref: string): InputError {
  return new InputError(
    `${ref} is not an OpenChoreo ${labelOf(
      type,
    )}. Choose one that the catalog has from the control plane`,
  );
}
