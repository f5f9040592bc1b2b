import { Promotion } from '@promenade/openchoreo-model';

const startedPhases: readonly string[] = [
  'Checking',
  'AwaitingApproval',
  'Progressing',
  'Verifying',
];

/** Whether a promotion has succeeded or failed. */
export function isFinished({ status }: Promotion): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Whether `a` was created before `b`. Promotions of the same second are ordered by name. */
export function isOlder(a: Promotion, b: Promotion): boolean {
  const createdAt = ({ metadata }: Promotion) =>
    metadata.creationTimestamp ?? '';
  return createdAt(a) === createdAt(b)
    ? a.metadata.name < b.metadata.name
    : createdAt(a) < createdAt(b);
}

/**
 * Returns the promotion that goes before another: of the unfinished promotions of the same component to the same environment,
 * the one that has started, or else the oldest. Undefined if it is this one's turn.
 */
export function promotionAhead(
  promotion: Promotion,
  all: readonly Promotion[],
): Promotion | undefined {
  if (startedPhases.includes(promotion.status?.phase ?? '')) {
    return undefined;
  }
  const { owner, to } = promotion.spec;
  const others = all.filter(
    other =>
      other.metadata.uid !== promotion.metadata.uid &&
      other.spec.to === to &&
      other.spec.owner.componentName === owner.componentName &&
      other.spec.owner.projectName === owner.projectName &&
      !isFinished(other) &&
      !other.metadata.deletionTimestamp,
  );
  return (
    others.find(other => startedPhases.includes(other.status?.phase ?? '')) ??
    others.find(other => isOlder(other, promotion))
  );
}
