import { ProjectComponentOwner } from '@promenade/openchoreo-model';

/** A manifest before defaults are set. */
export interface Draft {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    creationTimestamp?: string;
  };
  spec: Record<string, unknown>;
  status?: Record<string, unknown>;
}

/** Changes a draft. Builders take any number of modifiers. */
export type Modifier = (draft: Draft) => void;

export const testOrganization = 'acme';
export const testProject = 'shop';

/** Builds a draft with modifiers. */
export function buildDraft(
  apiVersion: string,
  kind: string,
  name: string,
  parts: readonly Modifier[],
): Draft {
  const draft: Draft = {
    apiVersion,
    kind,
    metadata: { name, namespace: testOrganization },
    spec: {},
  };
  parts.forEach(part => part(draft));
  return draft;
}

export function inOrganization(namespace: string): Modifier {
  return draft => {
    draft.metadata.namespace = namespace;
  };
}

export function withSpec(fields: Record<string, unknown>): Modifier {
  return draft => {
    Object.assign(draft.spec, fields);
  };
}

/** The project of a component. */
export function inProject(projectName: string): Modifier {
  return withSpec({ owner: { projectName } });
}

/** The component that a resource belongs to. */
export function ofComponent(
  componentName: string,
  projectName = testProject,
): Modifier {
  const owner: ProjectComponentOwner = { projectName, componentName };
  return withSpec({ owner });
}

export function withAnnotation(key: string, value: string): Modifier {
  return draft => {
    draft.metadata.annotations = {
      ...draft.metadata.annotations,
      [key]: value,
    };
  };
}

export function withLabels(labels: Record<string, string>): Modifier {
  return draft => {
    draft.metadata.labels = { ...draft.metadata.labels, ...labels };
  };
}

export function createdAt(creationTimestamp: string): Modifier {
  return draft => {
    draft.metadata.creationTimestamp = creationTimestamp;
  };
}
