import { ProjectComponentOwner } from '@promenade/openchoreo-model';

/** What a builder starts from: a manifest without the defaults. */
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

/** One thing that is said about an object; builders take any number of them. */
export type Part = (draft: Draft) => void;

export const testOrganization = 'acme';
export const testProject = 'shop';

/** Applies what is said about a draft. */
export function draftOf(
  apiVersion: string,
  kind: string,
  name: string,
  parts: readonly Part[],
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

export function inOrganization(namespace: string): Part {
  return draft => {
    draft.metadata.namespace = namespace;
  };
}

export function withSpec(fields: Record<string, unknown>): Part {
  return draft => {
    Object.assign(draft.spec, fields);
  };
}

/** The project of a component. */
export function inProject(projectName: string): Part {
  return withSpec({ owner: { projectName } });
}

/** The component that a resource belongs to. */
export function ofComponent(
  componentName: string,
  projectName = testProject,
): Part {
  const owner: ProjectComponentOwner = { projectName, componentName };
  return withSpec({ owner });
}

export function annotated(key: string, value: string): Part {
  return draft => {
    draft.metadata.annotations = {
      ...draft.metadata.annotations,
      [key]: value,
    };
  };
}

export function labelled(labels: Record<string, string>): Part {
  return draft => {
    draft.metadata.labels = { ...draft.metadata.labels, ...labels };
  };
}

export function createdAt(creationTimestamp: string): Part {
  return draft => {
    draft.metadata.creationTimestamp = creationTimestamp;
  };
}
