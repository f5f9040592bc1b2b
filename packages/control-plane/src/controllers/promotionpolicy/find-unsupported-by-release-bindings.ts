import { PromotionPolicy } from '@promenade/openchoreo-model';

/** Returns what OpenChoreo 1.x does not have of the rules of a policy, as sentences. */
export function findUnsupportedByReleaseBindings({
  spec,
}: PromotionPolicy): string[] {
  return spec.rules.flatMap(({ from, to, strategy, qualityGates = [] }) =>
    [
      ...(strategy && strategy.type !== 'Direct'
        ? [
            `Strategy ${strategy.type} is not possible, because OpenChoreo 1.x runs one release of a component in an environment. Use Direct.`,
          ]
        : []),
      ...qualityGates
        .filter(({ type }) => type === 'Job')
        .map(
          ({ name }) =>
            `Gate "${name}" has the type Job, which is not possible on OpenChoreo 1.x. Use Webhook.`,
        ),
    ].map(problem => `Rule from ${from} to ${to}: ${problem}`),
  );
}
