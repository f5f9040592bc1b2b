import { createHmac } from 'node:crypto';
import { ApiError } from '@promenade/kube-client';
import { QualityGate } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { resultOrRejection } from '../../../runtime/api-conflicts';
import { GateOutcome, GateSubject } from './gate';
import { Http } from './http';

/** Returns one entry of a Secret; undefined if the Secret or the entry does not exist. */
export type ReadSecret = (
  secret: { namespace: string; name: string },
  entry: string,
) => Promise<Uint8Array | undefined>;

const maxUrlLength = 2_048;

const answerSchema = z.object({
  state: z.string().optional(),
  message: z.string().optional(),
  url: z.string().optional(),
});

/**
 * Asks a service once. 2xx passes, 4xx fails, and everything else is to be repeated: other responses, and 202 with the state Running.
 *
 * @param evaluation - identifies the evaluation of the gate; the same for all its requests
 */
export async function askWebhook(
  gate: QualityGate,
  subject: GateSubject,
  evaluation: string,
  { http, readSecret }: { http: Http; readSecret: ReadSecret },
  signal: AbortSignal,
): Promise<GateOutcome> {
  const { webhook } = gate;
  if (!webhook) {
    return unknown('The gate has no webhook settings.');
  }
  const { metadata } = subject.promotion;
  const body = JSON.stringify(webhookPayload(gate, subject));
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    Accept: 'application/json',
    'Idempotency-Key': evaluation,
  };
  const { secretRef } = webhook;
  if (secretRef) {
    const { name, key: entry } = secretRef;
    const secret = { namespace: metadata.namespace ?? '', name };
    const key = await resultOrRejection(() => readSecret(secret, entry));
    if (key instanceof ApiError) {
      return unknown(`Secret "${name}" cannot be read: ${key.message}`);
    }
    if (!key?.length) {
      return unknown(`Secret "${name}" with the key "${entry}" not found.`);
    }
    headers['X-Promenade-Signature-256'] = `sha256=${createHmac('sha256', key)
      .update(body)
      .digest('hex')}`;
  }
  const { url } = webhook;
  const response = await http({ method: 'POST', url, headers, body, signal });
  return readAnswer(response.status, response.body);
}

function unknown(message: string): GateOutcome {
  return { state: 'Unknown', message };
}

function readAnswer(status: number, body: string | undefined): GateOutcome {
  const answer = parseAnswer(body);
  const link = detailsUrl(answer?.url);
  const outcome = (
    state: GateOutcome['state'],
    message: string,
  ): GateOutcome => ({
    state,
    message: answer?.message || message,
    ...(link !== undefined && { url: link }),
  });
  if (status === 202 && answer?.state === 'Running') {
    return outcome('Running', 'The service is still evaluating.');
  }
  if (status >= 200 && status < 300) {
    return outcome('Passed', `The service responded with status ${status}.`);
  }
  if (status >= 400 && status < 500) {
    return outcome('Failed', `The service responded with status ${status}.`);
  }
  return unknown(
    status >= 300 && status < 400
      ? `The service responded with a redirect (status ${status}), which is not followed.`
      : `The service responded with status ${status}.`,
  );
}

function parseAnswer(body: string | undefined) {
  try {
    const parsed = answerSchema.safeParse(JSON.parse(body ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** A link that a browser may open. */
function detailsUrl(text: string | undefined): string | undefined {
  if (!text || text.length > maxUrlLength || !URL.canParse(text)) {
    return undefined;
  }
  const { protocol, username, password } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && !username && !password
    ? text
    : undefined;
}

/** The body of the request. */
function webhookPayload(
  { name: gate }: QualityGate,
  { promotion, phase, release }: GateSubject,
) {
  const { metadata, spec } = promotion;
  return {
    gate,
    phase,
    promotion: {
      name: metadata.name,
      namespace: metadata.namespace,
      uid: metadata.uid,
    },
    organization: metadata.namespace,
    project: spec.owner.projectName,
    component: spec.owner.componentName,
    from: spec.from,
    to: spec.to,
    release: release && { hash: release.hash, label: release.label },
    images: [...(release?.images ?? [])].sort(),
    requestedBy: spec.requestedBy,
    reason: spec.reason,
  };
}
