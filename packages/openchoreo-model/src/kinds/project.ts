import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import { recordedDataPlanesSchema } from '../schemas/cluster';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const gitOpsSchema = z.object({
  repoURL: z
    .string()
    .min(1)
    .describe('URL of the Git repository, without credentials.'),
  branch: z
    .string()
    .optional()
    .describe('Branch to write to. Default: the default branch.'),
  path: z
    .string()
    .optional()
    .describe(
      'Folder in the repository to write to. Default: the root. A binding is in <organization>/<project>/<Kind>-<name>.yaml of it.',
    ),
  authSecretRef: z
    .string()
    .optional()
    .describe(
      'Name of the Secret with the credentials of the repository (username and password).',
    ),
  mode: z
    .enum(['Direct', 'Commit'])
    .optional()
    .describe(
      'Direct (the default) writes bindings to the cluster. Commit writes them to the repository only.',
    ),
});

const addressRangesSchema = z
  .array(z.string().describe('One address range in CIDR notation.'))
  .optional();

const cellSchema = z.object({
  isolation: z
    .enum(['Enforced', 'Audit', 'Off'])
    .optional()
    .describe(
      'Isolation mode. Enforced drops traffic that no endpoint or connection declares, Audit only reports it (needs Cilium), Off (the default) creates no network policies.',
    ),
  ingress: z
    .object({
      allowCIDRs: addressRangesSchema.describe(
        'Address ranges that may call every pod of the cell, in addition to the gateways.',
      ),
    })
    .optional()
    .describe('Additional sources of incoming traffic.'),
  egress: z
    .object({
      allowHosts: z
        .array(
          z
            .string()
            .describe(
              'One host name. A * matches one label: *.example.com does not match a.b.example.com.',
            ),
        )
        .optional()
        .describe(
          'Host names that every pod of the cell may call, in addition to its connections. Needs Cilium.',
        ),
      allowCIDRs: addressRangesSchema.describe(
        'Address ranges that every pod of the cell may call, in addition to its connections.',
      ),
    })
    .optional()
    .describe('Additional targets of outgoing traffic.'),
});

const amountsSchema = z
  .record(z.string(), z.string().describe('Amount of the resource.'))
  .optional();

const cellStatusSchema = z
  .object({
    environment: z.string().describe('Name of the Environment of the cell.'),
    dataPlane: z
      .string()
      .optional()
      .describe('Name of the DataPlane that runs the cell.'),
    namespace: z
      .string()
      .optional()
      .describe('Namespace of the cell on its data plane.'),
    ready: z
      .boolean()
      .optional()
      .describe(
        'Whether the namespace exists, and the network policy and quota of the cell are applied if it has them.',
      ),
    paths: z
      .object({
        northbound: z
          .int32()
          .optional()
          .describe('Number of public endpoints.'),
        southbound: z
          .int32()
          .optional()
          .describe('Number of connections to external hosts.'),
        westbound: z
          .int32()
          .optional()
          .describe(
            'Number of endpoints that are visible to the organization.',
          ),
        eastbound: z
          .int32()
          .optional()
          .describe('Number of connections to other projects.'),
      })
      .optional()
      .describe(
        'Number of declared paths in each of the four directions. Absent when no component is bound to the environment.',
      ),
    quota: z
      .object({
        hard: amountsSchema.describe('What the quota allows.'),
        used: amountsSchema.describe('What the pods and objects use.'),
      })
      .optional()
      .describe(
        'Quota of the organization in the cell, as its data plane reports it. Absent without a quota.',
      ),
  })
  .describe('One cell: the project in one environment.');

const projectStatusSchema = statusSchema.extend({
  dataPlanes: recordedDataPlanesSchema,
  cells: z
    .array(cellStatusSchema)
    .optional()
    .meta({
      description: 'Cells of the project, one for each environment.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['environment'],
    }),
});

const specSchema = z
  .object({
    deploymentPipelineRef: z
      .string()
      .default('default')
      .describe('Name of the DeploymentPipeline of the project.'),
    cell: cellSchema
      .optional()
      .describe('Isolation of the cells of the project.'),
    gitOps: gitOpsSchema
      .optional()
      .describe(
        'Git repository of the bindings of the project, from which Argo CD or Flux applies them.',
      ),
  })
  .describe('Desired state of the project.');

export const projectSchema = resourceSchema(
  openChoreoApiVersion,
  'Project',
  specSchema,
  projectStatusSchema,
);

/**
 * A Project.
 *
 * @public
 */
export type Project = z.infer<typeof projectSchema>;

/**
 * Definition of the kind Project.
 *
 * @public
 */
export const projectKind = defineKind<Project>({
  apiVersion: openChoreoApiVersion,
  kind: 'Project',
  plural: 'projects',
  shortNames: ['proj', 'projs'],
  description:
    'A group of components with one deployment pipeline. In each environment, a project is one cell.',
  columns: [
    column(
      'Pipeline',
      '.spec.deploymentPipelineRef',
      'Deployment pipeline of the project.',
    ),
    readyColumn,
    ageColumn,
  ],
  schema: projectSchema,
});
