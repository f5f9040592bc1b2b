import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  entityRefOf,
  openchoreoAnnotations,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { sharedOrganization } from '@promenade/backstage-plugin-openchoreo-node';

/** What a template may name, and how the catalog has it. */
const meanings = {
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
  'deployment pipeline': {
    kind: 'Resource',
    annotation: openchoreoAnnotations.deploymentPipeline,
  },
} as const;

type Meaning = keyof typeof meanings;

/**
 * What the inputs of an action name. Each may be an entity ref, as pickers give it, or the plain name.
 *
 * An entity ref is looked up in the catalog as the user: what they may not see, they cannot name. So is the plain name of a
 * project or a component, which is short for the entity ref that the catalog module gives it.
 */
export class PlatformNames {
  readonly #catalog: CatalogService;
  readonly #credentials: BackstageCredentials;

  constructor(catalog: CatalogService, credentials: BackstageCredentials) {
    this.#catalog = catalog;
    this.#credentials = credentials;
  }

  /** @param text - `default` or `domain:default/default` */
  organization(text: string): Promise<string> {
    return this.#name('organization', text);
  }

  /** @param text - `staging` or `resource:default/environment-staging` */
  environment(text: string, organization: string): Promise<string> {
    return this.#nameWithin(organization, 'environment', text);
  }

  /** @param text - `default` or `resource:default/deployment-pipeline-default` */
  deploymentPipeline(text: string, organization: string): Promise<string> {
    return this.#nameWithin(organization, 'deployment pipeline', text);
  }

  /** @param text - `system:default/tram`, or `tram` with its organization */
  async project(
    text: string,
    organization: string | undefined,
  ): Promise<{ organization: string; project: string }> {
    const { project, organization: owner } = await this.#identity(
      'project',
      text,
      organization,
    );
    return { organization: owner, project };
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
      component: found.component,
    };
  }

  async #name(meaning: Meaning, text: string): Promise<string> {
    return isEntityRef(text) ? (await this.#find(meaning, text)).name : text;
  }

  /** What an organization may use: its own and the shared. One of the same name elsewhere is not what would be taken. */
  async #nameWithin(
    organization: string,
    meaning: Meaning,
    text: string,
  ): Promise<string> {
    if (!isEntityRef(text)) return text;
    const { name, annotations } = await this.#find(meaning, text);
    const owner = annotations[openchoreoAnnotations.organization];
    if (owner === organization || owner === sharedOrganization) return name;
    throw new InputError(
      `${text} belongs to ${owner}, and ${organization} cannot use it. Choose one of ${organization} or of ${sharedOrganization}`,
    );
  }

  async #identity(
    type: 'project' | 'component',
    text: string,
    organization: string | undefined,
  ): Promise<{ organization: string; project: string; component: string }> {
    const ref = isEntityRef(text)
      ? text
      : await this.#refOfPlain(type, text, organization);
    const { name, annotations } = await this.#find(type, ref);
    const owner = annotations[openchoreoAnnotations.organization];
    const project = annotations[openchoreoAnnotations.project];
    if (!owner || !project) throw notOurs(type, ref);
    return { organization: owner, project, component: name };
  }

  async #refOfPlain(
    type: 'project' | 'component',
    name: string,
    organization: string | undefined,
  ): Promise<string> {
    if (!organization) {
      throw new InputError(
        `Say which organization the ${type} ${name} belongs to, in the input organization, or give its entity ref`,
      );
    }
    const owner = await this.organization(organization);
    return entityRefOf({ type, organization: owner, name });
  }

  async #find(
    meaning: Meaning,
    text: string,
  ): Promise<{ name: string; annotations: Record<string, string> }> {
    const { kind, annotation } = meanings[meaning];
    const ref = stringifyEntityRef(parse(text, kind));
    const entity = await this.#catalog.getEntityByRef(ref, {
      credentials: this.#credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no ${meaning} ${ref}, or you may not see it. Choose another one`,
      );
    }
    const annotations = entity.metadata.annotations ?? {};
    const name = annotations[annotation];
    if (!name || !isOfKind(entity, kind)) throw notOurs(meaning, ref);
    return { name, annotations };
  }
}

/** A name of the platform has neither of the two signs that an entity ref is made with. */
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

function notOurs(meaning: Meaning, ref: string): InputError {
  return new InputError(
    `${ref} is no ${meaning} of OpenChoreo. Choose one that came into the catalog from the control plane`,
  );
}
