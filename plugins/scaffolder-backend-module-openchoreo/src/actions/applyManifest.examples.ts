import { exampleOf } from './exampleOf';

const applyExample = exampleOf(
  'openchoreo:manifest:apply',
  'Apply the manifest',
);
const deleteExample = exampleOf(
  'openchoreo:manifest:delete',
  'Delete the resource',
);

const apiVersion = 'openchoreo.dev/v1alpha1';
const apiClass = {
  apiVersion,
  kind: 'APIClass',
  metadata: { name: 'strict' },
  spec: {
    restPolicy: {
      defaults: { rateLimit: { requests: 10, window: '1m' } },
    },
  },
};
const pipeline = {
  apiVersion,
  kind: 'DeploymentPipeline',
  metadata: { name: 'short' },
  spec: {
    promotionPaths: [
      {
        sourceEnvironmentRef: 'development',
        targetEnvironmentRefs: [{ name: 'production', requiresApproval: true }],
      },
    ],
  },
};

export const applyExamples = [
  applyExample('Create an API class, or change it', {
    organization: 'default',
    manifest: apiClass,
  }),
  applyExample('Create a pipeline in the organization of a picker', {
    organization: 'domain:default/default',
    manifest: pipeline,
  }),
  applyExample('Create a resource that has no verb of its own', {
    organization: 'default',
    manifest: {
      apiVersion: 'delivery.openchoreo.dev/v1alpha1',
      kind: 'ManagedResource',
      metadata: { name: 'timetable-db' },
      spec: {
        owner: { projectName: 'tram' },
        type: 'postgres',
        environments: [
          {
            environment: 'development',
            host: 'timetable.db.example.com',
            port: 5432,
          },
        ],
      },
    },
  }),
];

const named = ({ kind, metadata }: typeof apiClass | typeof pipeline) => ({
  apiVersion,
  kind,
  metadata,
});

export const deleteExamples = [
  deleteExample('Delete an API class', {
    organization: 'default',
    manifest: named(apiClass),
  }),
  deleteExample('Delete a pipeline in the organization of a picker', {
    organization: 'domain:default/default',
    manifest: named(pipeline),
  }),
  deleteExample('Delete what may be gone already', {
    organization: 'default',
    manifest: {
      apiVersion: 'delivery.openchoreo.dev/v1alpha1',
      kind: 'ManagedResource',
      metadata: { name: 'timetable-db' },
    },
  }),
];
