import {
  deploymentReadPermission,
  deploymentUpdatePermission,
  releasePromotePermission,
  promoteRequestSchema,
  setStateRequestSchema,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import type { Request, Router } from 'express';
import { z } from 'zod';
import type { Access } from '../http/Access';
import {
  componentParams,
  componentRoute,
  nameSchema,
} from '../http/componentParams';
import { parseInput } from '../http/parseInput';
import { whenKnown } from '../http/whenKnown';

const edgeSchema = z.object({ from: nameSchema, to: nameSchema });
const environmentSchema = z.object({ environment: nameSchema });
const promotionSchema = z.object({ name: nameSchema });

/** What can be asked about a component, and done to it. */
export function addDeploymentRoutes(
  router: Router,
  { access, openChoreo }: { access: Access; openChoreo: OpenChoreoService },
): void {
  const { views, commands } = openChoreo;

  /** Answers with what is known of a component, if the caller may see it. */
  const read = (
    path: string,
    queryType: string,
    view: (ref: ComponentRef, request: Request) => object,
  ) =>
    router.get(`${componentRoute}${path}`, async (request, response) => {
      const ref = componentParams(request.params);
      const audited = {
        eventId: 'deployment-fetch',
        severityLevel: 'low',
        meta: { queryType },
      } as const;
      response.json(
        await access.toComponent(
          request,
          ref,
          deploymentReadPermission,
          audited,
          async () => {
            await whenKnown(openChoreo);
            return view(ref, request);
          },
        ),
      );
    });

  read('/board', 'board', ref => views.deployBoard(ref));

  read('/promotions', 'promotions', ref => ({
    promotions: views.promotions(ref),
  }));

  read('/promotions/:name', 'promotion', (ref, { params }) =>
    views.promotion(ref, parseInput(promotionSchema, params, 'path').name),
  );

  read('/plan', 'plan', (ref, { query }) =>
    views.promotionPlan(ref, parseInput(edgeSchema, query, 'query')),
  );

  router.post(`${componentRoute}/promotions`, async (request, response) => {
    const ref = componentParams(request.params);
    const asked = parseInput(promoteRequestSchema, request.body, 'body');
    const { from, to } = asked;
    const promotion = await access.toComponent(
      request,
      ref,
      releasePromotePermission,
      {
        eventId: 'release-promote',
        severityLevel: 'medium',
        meta: { from, to },
      },
      async ({ caller, note }) => {
        await whenKnown(openChoreo);
        const component = ref;
        const created = await commands.promote({
          ...asked,
          component,
          requestedBy: caller,
        });
        note({ promotion: created.name, release: created.release?.hash });
        return created;
      },
    );
    response.status(202).json(promotion);
  });

  router.put(
    `${componentRoute}/environments/:environment/state`,
    async (request, response) => {
      const ref = componentParams(request.params);
      const { environment } = parseInput(
        environmentSchema,
        request.params,
        'path',
      );
      const asked = parseInput(setStateRequestSchema, request.body, 'body');
      await access.toComponent(
        request,
        ref,
        deploymentUpdatePermission,
        {
          eventId: 'deployment-update',
          severityLevel: 'medium',
          meta: { environment, state: asked.state },
        },
        async ({ caller }) => {
          await whenKnown(openChoreo);
          await commands.setState({
            ...asked,
            environment,
            component: ref,
            requestedBy: caller,
          });
        },
      );
      response.status(204).end();
    },
  );
}
