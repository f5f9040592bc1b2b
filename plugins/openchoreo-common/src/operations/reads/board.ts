import { z } from 'zod';
import { allowedVerbsSchema } from '../../allowedVerbs';
import { deployBoardSchema } from '../../board';
import { deploymentReadPermission } from '../../permissions';
import { resourceFields } from '../Operation';
import { audit, declareRead, get } from '../ReadDeclaration';

const getDeployBoard = declareRead({
  name: 'get-deploy-board',
  title: 'Get the deploy board of a component',
  description:
    'Returns, for every environment of the deployment pipeline of an OpenChoreo component in promotion order: its state with the reason, the release that runs there, its endpoints, and the available actions, or why one is not available. Use it to see where a component runs and what can be done with it. For the cause of a problem use explain-component.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(resourceFields.component),
  output: deployBoardSchema,
  http: get('/board'),
  audit: audit('deployment-fetch', 'board'),
  live: { isShared: true },
  agent: {
    output: z.object({
      problem: z
        .string()
        .optional()
        .describe('A problem of the component as a whole.'),
      environments: z
        .array(
          z.object({
            name: z.string(),
            isProduction: z.boolean(),
            state: z.string(),
            message: z.string().optional(),
            release: z.string().optional().describe('Content hash.'),
            images: z.array(z.string()),
            endpoints: z.array(
              z.object({ url: z.string(), visibility: z.string() }),
            ),
            actions: z.array(
              z.object({
                verb: z.string(),
                source: z.string().optional(),
                target: z.string().optional(),
                enabled: z.boolean(),
                reason: z.string().optional(),
              }),
            ),
            resourceVersion: z
              .string()
              .optional()
              .describe('The version to pass to set-state.'),
          }),
        )
        .describe('In promotion order.'),
    }),
    summarize: ({ problem, environments }) => ({
      problem: problem?.message,
      environments: environments.map(card => ({
        name: card.environment.name,
        isProduction: card.environment.isProduction,
        state: card.state,
        message: card.message,
        release: card.release?.hash,
        images: (card.release?.images ?? []).map(({ image }) => image),
        endpoints: card.endpoints.map(({ url, visibility }) => ({
          url,
          visibility,
        })),
        actions: card.actions,
        resourceVersion: card.binding?.resourceVersion,
      })),
    }),
  },
});

const getAllowedVerbs = declareRead({
  name: 'get-allowed-verbs',
  title: 'Get what the caller may do with a component',
  description:
    'For each verb and environment whether the caller may execute it, or why not. Whether it is possible now is in the deploy board.',
  resource: 'component',
  permission: deploymentReadPermission,
  input: z.object(resourceFields.component),
  output: allowedVerbsSchema,
  http: get('/allowed-verbs'),
  audit: audit('deployment-fetch', 'allowed-verbs'),
});

/** The reads of the live state of a component. */
export const boardReads = {
  getDeployBoard,
  getAllowedVerbs,
};
