import { labels, managers } from '@promenade/openchoreo-model';

/** Selects everything on a data plane that Releases put there. */
export const managedSelector = `${labels.managedBy}=${managers.release}`;
