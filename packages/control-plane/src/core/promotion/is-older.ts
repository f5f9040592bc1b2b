import { Promotion } from '@promenade/openchoreo-model';

/** Whether `a` was created before `b`. Promotions of the same second are ordered by name. */
export function isOlder(a: Promotion, b: Promotion): boolean {
  const createdAt = ({ metadata }: Promotion) =>
    metadata.creationTimestamp ?? '';
  return createdAt(a) === createdAt(b)
    ? a.metadata.name < b.metadata.name
    : createdAt(a) < createdAt(b);
}
