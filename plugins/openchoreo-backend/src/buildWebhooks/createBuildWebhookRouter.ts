import type { RootConfigService } from '@backstage/backend-plugin-api';
import { AuthenticationError, NotFoundError } from '@backstage/errors';
import express, { type Request, type Response } from 'express';
import Router from 'express-promise-router';
import { buildPush, type BuildPushServices } from './buildPush';
import { gitHosts } from './gitHosts';

/** Where Git hosts send their pushes, below the path of the plugin. */
export const buildWebhookPath = '/webhooks/builds';

const configKey = 'openchoreo.buildWebhooks';

/** Of GitHub, which has the largest. */
const maxBodySize = '25mb';

/**
 * `POST /{host}`: starts the builds of a push. A request is authentic when it is signed with one of the secrets of the host in the
 * configuration, which is read for each request, so that secrets can be replaced.
 */
export function createBuildWebhookRouter(
  options: BuildPushServices & { config: RootConfigService },
): express.Router {
  const { config, ...services } = options;
  const router = Router();

  /** @throws NotFoundError when the configuration has no webhook of that name */
  const webhookOf = ({ params: { host: name } }: Request) => {
    const host = Object.hasOwn(gitHosts, name) ? gitHosts[name] : undefined;
    const secrets = (config.getOptionalConfigArray(configKey) ?? [])
      .filter(entry => entry.getString('host') === name)
      .map(entry => entry.getString('secret'));
    if (host && secrets.length) return { name, host, secrets };
    throw new NotFoundError(
      `There is no webhook for ${name}. Add its secret to ${configKey}`,
    );
  };

  // Before the body is read: anybody can send a large one.
  router.post('/:host', (request: Request, _response, next) => {
    webhookOf(request);
    next();
  });
  router.post('/:host', express.raw({ type: () => true, limit: maxBodySize }));
  router.post('/:host', async (request: Request, response: Response) => {
    const { name, host, secrets } = webhookOf(request);
    const webhook = {
      header: (header: string) => request.get(header),
      body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    };
    if (!secrets.some(secret => host.isAuthentic(webhook, secret))) {
      throw new AuthenticationError(
        `The request is not signed with the secret of the webhook for ${name}`,
      );
    }
    const push = host.parsePush(webhook);
    const builds = push
      ? await buildPush(services, push, {
          requester: `webhook:${name}`,
          request,
          now: Date.now(),
        })
      : [];
    response.status(202).json({ builds });
  });
  return router;
}
