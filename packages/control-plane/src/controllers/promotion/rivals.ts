import { Promotion } from '@promenade/openchoreo-model';

const begun: readonly string[] = [
  'Checking',
  'AwaitingApproval',
  'RollingOut',
  'Verifying',
];

/** Whether a promotion has ended, well or not. */
export function isOver({ status }: Promotion): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed';
}

/** Whether `a` was asked for before `b`; promotions of the same second go by name. */
function isOlder(a: Promotion, b: Promotion): boolean {
  const since = (promotion: Promotion) =>
    promotion.metadata.creationTimestamp ?? '';
  return since(a) === since(b)
    ? a.metadata.name < b.metadata.name
    : since(a) < since(b);
}

/**
 * The promotion that goes before `promotion`: of those that take the same component to the same environment, the one that has begun,
 * else the one that was asked for first. Undefined when it is this one's turn.
 */
export function promotionAhead(
  promotion: Promotion,
  all: readonly Promotion[],
): Promotion | undefined {
  const { owner, to } = promotion.spec;
  const rivals = all.filter(
    other =>
      other.metadata.uid !== promotion.metadata.uid &&
      other.spec.to === to &&
      other.spec.owner.componentName === owner.componentName &&
      other.spec.owner.projectName === owner.projectName &&
      !isOver(other) &&
      !other.metadata.deletionTimestamp,
  );
  const running = rivals.find(other =>
    begun.includes(other.status?.phase ?? ''),
  );
  if (begun.includes(promotion.status?.phase ?? '')) {
    return undefined;
  }
  return running ?? rivals.find(other => isOlder(other, promotion));
}
