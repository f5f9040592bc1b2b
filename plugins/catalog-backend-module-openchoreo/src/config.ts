import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  defaultRemovalLimit,
  type RemovalLimit,
} from './provider/RemovalGuard';
import type { ProviderTimes } from './provider/providerTimes';
import type { TranslationDefaults } from './translate/entityMeta';
import { ownerRef } from './translate/owner';
import { isReservedPrefix } from './translate/passedAnnotations';

/** The configuration of the module. */
export interface CatalogModuleConfig extends TranslationDefaults {
  removalLimit: RemovalLimit;
  /** Whether an entity of another location gets the name of an own one. Otherwise the one that had it first keeps it. */
  yieldsNames: boolean;
}

/** The keys of durations, and the times of the provider that they set. */
const durations = {
  compareEvery: 'compareEveryMs',
  checkEvery: 'checkEveryMs',
  coalesce: 'coalesceMs',
  'removalCeiling.confirmAfter': 'confirmAfterMs',
} as const satisfies Record<string, keyof ProviderTimes>;

/** The longest time of a timer in Node.js is a little longer. */
const maxTimerMs = 24 * 24 * 3_600_000;

const path = 'catalog.providers.openchoreo';

/**
 * Reads `catalog.providers.openchoreo`.
 *
 * @throws InputError that names the key of an invalid value
 */
export function readCatalogModuleConfig(
  root: Config,
): CatalogModuleConfig & Partial<ProviderTimes> {
  const config = root.getOptionalConfig(path);
  const count =
    config?.getOptionalNumber('removalCeiling.count') ??
    defaultRemovalLimit.count;
  const share =
    config?.getOptionalNumber('removalCeiling.share') ??
    defaultRemovalLimit.share;
  if (!Number.isInteger(count) || count < 0)
    throw new InputError(
      `${path}.removalCeiling.count is ${count}; it must be an integer of at least 0`,
    );
  if (share < 0 || share > 1)
    throw new InputError(
      `${path}.removalCeiling.share is ${share}; it must be between 0 and 1`,
    );
  const owner =
    config?.getOptionalString('defaultOwner') ?? 'group:default/platform';
  const defaultOwner = ownerRef(owner);
  if (defaultOwner === undefined)
    throw new InputError(
      `${path}.defaultOwner is "${owner}"; it must be an entity ref or the name of a group`,
    );
  const annotationPrefixes =
    config?.getOptionalStringArray('annotationPrefixes') ?? [];
  const reserved = annotationPrefixes.find(isReservedPrefix);
  if (reserved !== undefined)
    throw new InputError(
      `${path}.annotationPrefixes has ${reserved}, whose annotations belong to OpenChoreo, the catalog or Kubernetes; remove it`,
    );
  return {
    defaultOwner,
    annotationPrefixes,
    defaultLifecycle:
      config?.getOptionalString('defaultLifecycle') ?? 'experimental',
    hasTemplates: config?.getOptionalBoolean('templates') ?? true,
    removalLimit: { count, share },
    yieldsNames: readNameConflicts(config) === 'yield',
    ...readTimes(config),
  };
}

function readTimes(config: Config | undefined): Partial<ProviderTimes> {
  const times: Partial<ProviderTimes> = {};
  for (const [key, time] of Object.entries(durations)) {
    if (config?.has(key)) times[time] = readMilliseconds(config, key);
  }
  return times;
}

/** A duration in the forms of Backstage: `{ minutes: 10 }`, `10 minutes`, `PT10M`. */
function readMilliseconds(config: Config, key: string): number {
  let milliseconds: number;
  try {
    milliseconds = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
  } catch (error) {
    throw new InputError(
      `${path}.${key} is not a duration. Write for example { minutes: 10 } or "10 minutes"`,
      error,
    );
  }
  if (!(milliseconds > 0 && milliseconds <= maxTimerMs)) {
    throw new InputError(
      `${path}.${key} must be longer than 0 and at most 24 days`,
    );
  }
  return milliseconds;
}

function readNameConflicts(config: Config | undefined): 'yield' | 'keep' {
  const value = config?.getOptionalString('nameConflicts') ?? 'yield';
  if (value === 'yield' || value === 'keep') return value;
  throw new InputError(
    `${path}.nameConflicts is "${value}"; it must be yield or keep`,
  );
}
