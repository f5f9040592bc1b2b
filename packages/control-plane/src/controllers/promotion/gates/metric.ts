import { QualityGate } from '@promenade/openchoreo-model';
import { z } from 'zod';
import { GateOutcome, GateSubject } from './gate';
import { Http } from './http';
import { queryPlaceholders } from '../../../core/promotion/query-placeholders';

/** Time and value of a sample, as the Prometheus HTTP API writes them. */
const sampleSchema = z.tuple([z.number(), z.string()]);

const responseSchema = z.union([
  z.object({ status: z.literal('error'), error: z.string() }),
  z.object({
    status: z.literal('success'),
    data: z.union([
      z.object({ resultType: z.literal('scalar'), result: sampleSchema }),
      z.object({
        resultType: z.literal('vector'),
        result: z.array(z.object({ value: sampleSchema })),
      }),
      z.object({ resultType: z.string() }),
    ]),
  }),
]);

type QueryResponse = z.infer<typeof responseSchema>;

/** Queries a server with the Prometheus HTTP API once, and compares the value with the limits. */
export async function queryMetric(
  { metric }: QualityGate,
  subject: GateSubject,
  http: Http,
  signal: AbortSignal,
): Promise<GateOutcome> {
  if (!metric) {
    return unknown('The gate has no metric settings.');
  }
  const query = replacePlaceholders(metric.query, subject);
  const { status, body } = await http({
    method: 'GET',
    url: queryUrl(metric.url, query),
    headers: { Accept: 'application/json' },
    signal,
  });
  const outcome = readResponse(status, body, metric);
  return { ...outcome, url: graphUrl(metric.url, query) };
}

function unknown(message: string): GateOutcome {
  return { state: 'Unknown', message };
}

function readResponse(
  status: number,
  body: string | undefined,
  { min, max }: NonNullable<QualityGate['metric']>,
): GateOutcome {
  if (body === undefined) {
    return unknown('The response is longer than 64 KiB.');
  }
  const response = parseResponse(body);
  if (!response || (response.status === 'success' && status !== 200)) {
    return unknown(
      `The server responded with status ${status} and no query result.`,
    );
  }
  if (response.status === 'error') {
    return unknown(`The query failed: ${response.error}`);
  }
  const values = valuesOf(response.data);
  if (!values) {
    return unknown(
      `The query returned a ${response.data.resultType}; write a query that returns one value.`,
    );
  }
  if (values.length !== 1) {
    return unknown(
      values.length === 0
        ? 'The query returned no value.'
        : `The query returned ${values.length} values; write a query that returns one.`,
    );
  }
  return compare(values[0], { min, max });
}

function compare(
  text: string,
  { min, max }: { min?: number; max?: number },
): GateOutcome {
  const value = Number(text.replace(/^([+-]?)Inf$/, '$1Infinity'));
  if (text === '' || Number.isNaN(value)) {
    return unknown(`The query returned ${text || 'an empty text'}.`);
  }
  const limits = [
    ...(min === undefined ? [] : [`minimum ${min}`]),
    ...(max === undefined ? [] : [`maximum ${max}`]),
  ].join(', ');
  if (!limits) {
    return unknown('The gate has neither a minimum nor a maximum.');
  }
  const isBelow = min !== undefined && value < min;
  const isAbove = max !== undefined && value > max;
  return {
    state: isBelow || isAbove ? 'Failed' : 'Passed',
    message: `The value is ${text} (${limits}).`,
  };
}

function parseResponse(body: string): QueryResponse | undefined {
  try {
    return responseSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** The values of a result; undefined if it is neither a scalar nor an instant vector. */
function valuesOf(
  data: Extract<QueryResponse, { status: 'success' }>['data'],
): string[] | undefined {
  if (!('result' in data)) {
    return undefined;
  }
  return data.resultType === 'scalar'
    ? [data.result[1]]
    : data.result.map(({ value }) => value[1]);
}

function queryUrl(base: string, query: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v1/query`;
  url.searchParams.set('query', query);
  return url.toString();
}

/** The page of Prometheus with the query. The query of the base URL may contain a token. */
function graphUrl(base: string, query: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/graph`;
  url.search = new URLSearchParams({
    'g0.expr': query,
    'g0.tab': '1',
  }).toString();
  return url.toString();
}

/** Replaces the placeholders of a query. Their values are escaped as in string literals of PromQL. */
function replacePlaceholders(
  query: string,
  { promotion, phase, release }: GateSubject,
): string {
  const { metadata, spec } = promotion;
  const values: Record<(typeof queryPlaceholders)[number], string | undefined> =
    {
      organization: metadata.namespace,
      project: spec.owner.projectName,
      component: spec.owner.componentName,
      environment: phase === 'Checking' ? spec.from : spec.to,
      release: release?.hash,
    };
  return query.replace(/\{\{\s*(\w+)\s*\}\}/g, (text, given: string) => {
    const name = queryPlaceholders.find(each => each === given);
    return name ? escapePromQl(values[name] ?? '') : text;
  });
}

function escapePromQl(value: string): string {
  return value.replace(/[\\"'`]/g, '\\$&').replace(/\n/g, '\\n');
}
