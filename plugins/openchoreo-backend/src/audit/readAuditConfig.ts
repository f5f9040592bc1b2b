import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import type { HumanDuration } from '@backstage/types';

const key = 'openchoreo.audit.keepFor';

/** How long audit entries are kept. @throws InputError for what is no duration */
export function readAuditConfig(config: RootConfigService): HumanDuration {
  return config.has(key)
    ? readDurationFromConfig(config, { key })
    : { years: 1 };
}
