import { KubeObject } from '@promenade/kube-client';
import {
  conditionsSchema,
  objectMetaSchema,
  openChoreoApiVersion,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { TypedResource } from '../../runtime/read';

const apiVersion: typeof openChoreoApiVersion = openChoreoApiVersion;
const [group, version] = apiVersion.split('/');

/**
 * Defines a kind of OpenChoreo 1.x with the fields that promotions read. The others are dropped; a write changes none of them,
 * because it is a merge patch.
 */
function defineKind<
  Kind extends string,
  Spec extends z.ZodType,
  Status extends z.ZodType,
>(kind: Kind, plural: string, spec: Spec, status: Status) {
  const schema = z.object({
    apiVersion: z.literal(apiVersion),
    kind: z.literal(kind),
    metadata: objectMetaSchema,
    spec,
    status: status.optional(),
  });
  const scope = 'Namespaced' as const;
  return { group, version, apiVersion, kind, plural, scope, schema };
}

const notRead = z.object({});

const ownerSchema = z.object({
  projectName: z.string(),
  componentName: z.string(),
});

/** A reference to an object of the namespace, which its name stands for. */
const nameSchema = z.object({ name: z.string() }).transform(({ name }) => name);

export const projectKind = defineKind(
  'Project',
  'projects',
  z.object({ deploymentPipelineRef: z.union([z.string(), nameSchema]) }),
  notRead,
);

export const componentKind = defineKind(
  'Component',
  'components',
  z.object({
    owner: z.object({ projectName: z.string() }),
    componentType: nameSchema,
  }),
  notRead,
);

export const deploymentPipelineKind = defineKind(
  'DeploymentPipeline',
  'deploymentpipelines',
  z.object({
    promotionPaths: z
      .array(
        z.object({
          sourceEnvironmentRef: nameSchema,
          targetEnvironmentRefs: z.array(z.object({ name: z.string() })),
        }),
      )
      .optional(),
  }),
  notRead,
);

export const environmentKind = defineKind(
  'Environment',
  'environments',
  z.object({}),
  notRead,
);

/** An immutable release of a component. */
export const componentReleaseKind = defineKind(
  'ComponentRelease',
  'componentreleases',
  z.object({
    owner: ownerSchema,
    workload: z.object({ container: z.object({ image: z.string() }) }),
  }),
  notRead,
);

export type ComponentRelease = z.infer<typeof componentReleaseKind.schema>;

/** The release of a component in an environment. */
export const releaseBindingKind = defineKind(
  'ReleaseBinding',
  'releasebindings',
  z.object({
    owner: ownerSchema,
    environment: z.string(),
    releaseName: z.string().optional(),
    state: z.enum(['Active', 'Undeploy']).default('Active'),
  }),
  z.object({ conditions: conditionsSchema.optional() }),
);

export type ReleaseBinding = z.infer<typeof releaseBindingKind.schema>;

/** The kinds of OpenChoreo 1.x that promotions read. */
export const releaseBindingKinds: readonly TypedResource<KubeObject>[] = [
  projectKind,
  componentKind,
  deploymentPipelineKind,
  environmentKind,
  componentReleaseKind,
  releaseBindingKind,
];
