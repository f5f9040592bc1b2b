import { z } from 'zod';
import { ageColumn, column, readyColumn } from '../columns';
import { defineKind } from '../kind-definition';
import {
  openChoreoApiVersion,
  resourceSchema,
  statusSchema,
} from '../schemas/resource';

const gitOpsSchema = z.object({
  repoURL: z.string().min(1).describe('Address of the Git repository.'),
  branch: z.string().optional().describe('Branch that is written to.'),
  path: z.string().optional().describe('Folder that is written to.'),
  authSecretRef: z
    .string()
    .optional()
    .describe('Name of the Secret with the credentials of the repository.'),
  mode: z
    .enum(['Direct', 'Commit'])
    .optional()
    .describe(
      'Direct writes resources to the cluster; Commit writes them to Git and leaves the cluster to others.',
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
      'Whether traffic that nothing declares is refused (Enforced), only reported (Audit), or let through (Off).',
    ),
  ingress: z
    .object({
      allowCIDRs: addressRangesSchema.describe(
        'Address ranges that may call into the cell besides the gateways.',
      ),
    })
    .optional()
    .describe('What may call into the cell beyond its endpoints.'),
  egress: z
    .object({
      allowHosts: z
        .array(z.string().describe('One host name; * stands for one label.'))
        .optional()
        .describe('Host names that the cell may call besides its connections.'),
      allowCIDRs: addressRangesSchema.describe(
        'Address ranges that the cell may call besides its connections.',
      ),
    })
    .optional()
    .describe('What the cell may call beyond its connections.'),
});

const cellStatusSchema = z
  .object({
    environment: z.string().describe('Environment of the cell.'),
    dataPlane: z
      .string()
      .optional()
      .describe('Data plane that the cell lives on.'),
    namespace: z
      .string()
      .optional()
      .describe('Namespace of the cell on its data plane.'),
    ready: z
      .boolean()
      .optional()
      .describe('Whether the namespace and its policies are in place.'),
    paths: z
      .object({
        northbound: z
          .int32()
          .optional()
          .describe('Number of endpoints that are open to the public.'),
        southbound: z
          .int32()
          .optional()
          .describe('Number of connections to hosts outside the platform.'),
        westbound: z
          .int32()
          .optional()
          .describe('Number of endpoints that are open to the organization.'),
        eastbound: z
          .int32()
          .optional()
          .describe('Number of connections to other projects.'),
      })
      .optional()
      .describe('How many paths lead through each of the four gateways.'),
  })
  .describe('One cell: the project in one environment.');

const projectStatusSchema = statusSchema.extend({
  cells: z
    .array(cellStatusSchema)
    .optional()
    .meta({
      description: 'The cells of the project, one for each environment.',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['environment'],
    }),
});

export const projectSchema = resourceSchema(
  openChoreoApiVersion,
  'Project',
  z
    .object({
      deploymentPipelineRef: z
        .string()
        .describe(
          'Name of the DeploymentPipeline that the components of the project walk along.',
        ),
      cell: cellSchema
        .optional()
        .describe('How the project is set apart from others at run time.'),
      gitOps: gitOpsSchema
        .optional()
        .describe('Where the resources of the project are kept in Git.'),
    })
    .describe('What the project should be.'),
  projectStatusSchema,
);

export type Project = z.infer<typeof projectSchema>;

export const projectKind = defineKind<Project>({
  apiVersion: openChoreoApiVersion,
  kind: 'Project',
  plural: 'projects',
  shortNames: ['proj', 'projs'],
  description:
    'Components that belong together. In each environment a project becomes a cell of its own.',
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
