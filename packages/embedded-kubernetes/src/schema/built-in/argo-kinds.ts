import { ResourceType } from '../../api/types';
import {
  age,
  anyList,
  anything,
  builtIn,
  listOf,
  mapOf,
  struct,
} from './build';
import { plain } from './gateway-parts';

const group = 'argoproj.io';
const version = 'v1alpha1';

/** The fields of a workflow's spec that builds of OpenChoreo use; other fields are preserved. */
const workflowSpec = {
  ...struct({
    entrypoint: plain,
    serviceAccountName: plain,
    arguments: struct({
      parameters: listOf({
        ...struct(
          { name: plain, value: { 'x-kubernetes-int-or-string': true } },
          { required: ['name'] },
        ),
        'x-kubernetes-preserve-unknown-fields': true,
      }),
      artifacts: anyList,
    }),
    workflowTemplateRef: struct({
      name: plain,
      clusterScope: { type: 'boolean' },
    }),
    podMetadata: struct({
      labels: mapOf(plain),
      annotations: mapOf(plain),
    }),
    templates: anyList,
  }),
  'x-kubernetes-preserve-unknown-fields': true,
};

const workflow: ResourceType = {
  ...builtIn({
    group,
    version,
    kind: 'Workflow',
    shortNames: ['wf'],
    columns: [
      {
        name: 'Status',
        type: 'string',
        description: 'Status of the workflow',
        jsonPath: '.status.phase',
      },
      {
        name: 'Age',
        type: 'date',
        description: 'When the workflow was started',
        jsonPath: '.status.startedAt',
      },
      {
        name: 'Message',
        type: 'string',
        description:
          'Human readable message indicating details about why the workflow is in this condition.',
        jsonPath: '.status.message',
      },
    ],
    schema: struct(
      { spec: workflowSpec, status: anything },
      { required: ['spec'] },
    ),
  }),
  // The CustomResourceDefinition of Argo has no status subresource.
  subresources: { status: false },
};

const workflowTemplate = builtIn({
  group,
  version,
  kind: 'WorkflowTemplate',
  shortNames: ['wftmpl'],
  columns: [age],
  schema: struct({ spec: workflowSpec }, { required: ['spec'] }),
});

const clusterWorkflowTemplate = builtIn({
  group,
  version,
  kind: 'ClusterWorkflowTemplate',
  shortNames: ['clusterwftmpl', 'cwft'],
  scope: 'Cluster',
  columns: [age],
  schema: struct({ spec: workflowSpec }, { required: ['spec'] }),
});

/** The kinds of Argo Workflows. */
export const argoKinds: ResourceType[] = [
  workflow,
  workflowTemplate,
  clusterWorkflowTemplate,
];
