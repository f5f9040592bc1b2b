import type { Environment } from '@promenade/openchoreo-model';
import { RE2JS } from 're2js';
import { isJsonObject, jsonAt, jsonListAt } from '../../runtime/json';

/** What the policies of an Environment are checked against. */
export interface PolicyContent {
  /** Name of the class of the component. */
  readonly className: string;
  /** The images of all containers. */
  readonly images: readonly string[];
  /** The highest number of replicas of one workload. Undefined if it has none, as a task. */
  readonly maxReplicas?: number;
}

/** A policy of an Environment that forbids a deployment, or that cannot be checked. */
export interface PolicyViolation {
  readonly policy:
    | 'allowedClasses'
    | 'allowedImages'
    | 'maxReplicas'
    | 'requireSigned';
  /** What violates the policy and what to do; names the Environment and the policy. */
  readonly message: string;
  /** Whether the policy could not be checked, which forbids the deployment as well. */
  readonly isUnknown: boolean;
}

/** Maximum length of an image reference, as in the schema of a Workload. */
const maxImageLength = 1024;
/** Maximum length of a pattern. */
const maxPatternLength = 1000;
/** Maximum number of instructions of a compiled pattern, of which `a{1000}` has a thousand. A match takes milliseconds at most. */
const maxProgramSize = 2_000;
const maxCachedMatchers = 1_000;

/** Matches an image, or says why its pattern cannot be used. */
type Matcher = ((image: string) => boolean) | { readonly error: string };

const matchers = new Map<string, Matcher>();

/**
 * Checks a deployment against `spec.policies` of its Environment, except `requireApproval`, which a promotion waits for.
 *
 * @returns a violation for each policy that is not met, or for each image that does not meet it; empty if there is none
 */
export function checkEnvironmentPolicies(
  { className, images, maxReplicas }: PolicyContent,
  { metadata, spec }: Pick<Environment, 'metadata' | 'spec'>,
): PolicyViolation[] {
  const { policies = {} } = spec;
  const label = (policy: PolicyViolation['policy']) =>
    `${policy} of Environment "${metadata.name}"`;
  const violations: PolicyViolation[] = [];
  const report = (
    policy: PolicyViolation['policy'],
    message: string,
    isUnknown = false,
  ) => violations.push({ policy, message, isUnknown });
  const uniqueImages = [...new Set(images)];

  const { allowedClasses } = policies;
  if (allowedClasses && !allowedClasses.includes(className)) {
    const names = allowedClasses.map(name => `"${name}"`).join(', ');
    report(
      'allowedClasses',
      `Class "${className}" is not among the ${label('allowedClasses')}; ${
        names ? `use one of ${names}, or add it there` : 'add it there'
      }`,
    );
  }
  if (policies.allowedImages !== undefined) {
    const matches = matcherOf(policies.allowedImages);
    if ('error' in matches) {
      report(
        'allowedImages',
        `${label('allowedImages')} is not a usable regular expression (${
          matches.error
        }); correct it`,
        true,
      );
    } else {
      for (const image of uniqueImages.filter(each => !matches(each))) {
        report(
          'allowedImages',
          `Image "${image}" does not match ${label('allowedImages')} (${
            policies.allowedImages
          }); use an image that does, or change the policy`,
        );
      }
    }
  }
  if (policies.maxReplicas && (maxReplicas ?? 0) > policies.maxReplicas) {
    report(
      'maxReplicas',
      `${maxReplicas} replicas exceed ${label('maxReplicas')} (${
        policies.maxReplicas
      }); set fewer replicas, or raise the maximum`,
    );
  }
  if (policies.requireSigned) {
    const unpinned = uniqueImages.filter(image => !hasDigest(image));
    for (const image of unpinned) {
      report(
        'requireSigned',
        `Image "${image}" has no digest, which ${label(
          'requireSigned',
        )} needs; add the digest of the signed image`,
      );
    }
    if (unpinned.length === 0) {
      report(
        'requireSigned',
        `${label(
          'requireSigned',
        )} blocks all deployments, because signatures cannot be verified; remove the policy, and restrict images by allowedImages`,
        true,
      );
    }
  }
  return violations;
}

/** Whether a reference names an image by its digest, so that it always names the same image. */
export function hasDigest(image: string): boolean {
  return /@[^@:]+:[0-9a-fA-F]{32,}$/.test(image);
}

/** Returns what the policies of an Environment are checked against, from the rendered objects of a component. */
export function policyContentOf(
  className: string,
  resources: readonly { readonly object: unknown }[],
): PolicyContent {
  const objects = resources.map(({ object }) => object);
  const replicas = objects.flatMap(replicasOf);
  return {
    className,
    images: objects.flatMap(imagesOf),
    ...(replicas.length > 0 && { maxReplicas: Math.max(...replicas) }),
  };
}

/** The images of the pod template of a workload object. */
function imagesOf(object: unknown): string[] {
  const podSpec =
    jsonAt(object, 'kind') === 'CronJob'
      ? jsonAt(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec')
      : jsonAt(object, 'spec', 'template', 'spec');
  return ['initContainers', 'containers']
    .flatMap(list => jsonListAt(podSpec, list))
    .filter(isJsonObject)
    .flatMap(({ image }) => (typeof image === 'string' ? [image] : []));
}

/** The replicas that an object may have. Without a number a workload has one. */
function replicasOf(object: unknown): number[] {
  switch (jsonAt(object, 'kind')) {
    case 'Deployment':
    case 'StatefulSet':
      return [Number(jsonAt(object, 'spec', 'replicas') ?? 1)];
    case 'HorizontalPodAutoscaler':
      return [Number(jsonAt(object, 'spec', 'maxReplicas') ?? 0)];
    default:
      return [];
  }
}

/** Returns the matcher of a pattern, from a cache: all bindings of an environment use the same one. */
function matcherOf(pattern: string): Matcher {
  const cached = matchers.get(pattern);
  if (cached) return cached;
  if (matchers.size >= maxCachedMatchers) matchers.clear();
  const matcher = compileMatcher(pattern);
  matchers.set(pattern, matcher);
  return matcher;
}

/** Compiles a pattern with the syntax of RE2, which matches in linear time. */
function compileMatcher(pattern: string): Matcher {
  if (pattern.length > maxPatternLength) {
    return { error: `it is longer than ${maxPatternLength} characters` };
  }
  try {
    const regex = RE2JS.compile(pattern);
    return regex.programSize() > maxProgramSize
      ? { error: 'it is too large' }
      : image => image.length <= maxImageLength && regex.test(image);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
