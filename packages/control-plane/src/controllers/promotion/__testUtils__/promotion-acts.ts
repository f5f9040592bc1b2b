import {
  PromotionDecision,
  deployableArtifactKind,
} from '@promenade/openchoreo-model';
import fc from 'fast-check';
import {
  aPromotion,
  createdAt,
  fromTo,
  ofComponent,
  signedBy,
  withDecision,
  withUnsignedDecision,
} from '../../../test/__testUtils__';

import { GateState, World, minute, people } from './promotion-world';

type Model = { promotions: number };

export type Act = fc.AsyncCommand<Model, World>;

/** An act, after which everything is reconciled. */
function act(
  text: string,
  run: (world: World, model: Model) => Promise<void> | void,
): Act {
  return {
    check: () => true,
    async run(model, world) {
      await run(world, model);
      await world.reconcile();
    },
    toString: () => text,
  };
}

const person = fc.nat(people.length - 1);

const request = fc.tuple(person, fc.boolean()).map(([who, isSigned]) =>
  act(`request(${who}, ${isSigned})`, async (world, model) => {
    model.promotions += 1;
    const name = `p${String(model.promotions).padStart(4, '0')}`;
    const promotion = aPromotion(
      name,
      ofComponent('greeter'),
      fromTo('staging', 'production'),
      createdAt(new Date(world.now).toISOString()),
    );
    world.requesters.set(name, isSigned ? people[who].name : undefined);
    world.cluster.apply(
      isSigned
        ? await signedBy(promotion, people[who], new Date(world.now))
        : {
            ...promotion,
            spec: {
              ...promotion.spec,
              requestedBy: people[(who + 1) % 3].name,
            },
          },
    );
  }),
);

const decide = fc
  .tuple(
    fc.nat(5),
    person,
    fc.constantFrom<PromotionDecision['decision']>(
      ...Array.from({ length: 8 }, () => 'Approved' as const),
      'Rejected',
      'Cancelled',
    ),
    fc.constantFrom('signed', 'signed', 'signed', 'forged', 'copied'),
  )
  .map(([n, who, decision, how]) =>
    act(`decide(${n}, ${who}, ${decision}, ${how})`, async world => {
      const promotion = world.unfinished(n);
      if (!promotion) return;
      const { name } = promotion.metadata;
      const { phase } = promotion.status ?? {};
      const isRunning = phase === 'Progressing' || phase === 'Verifying';
      if (how === 'signed') {
        const mayDecide =
          decision === 'Cancelled' ||
          !world.rules.leadsOnly ||
          people[who].groups?.length;
        if (decision === 'Approved') {
          const approvers = world.approvers.get(name) ?? new Set();
          world.approvers.set(name, approvers.add(people[who].name));
        } else if (mayDecide && !isRunning) {
          if (decision === 'Cancelled' || world.rules.minApprovals > 0) {
            world.stopped.add(name);
          }
        }
        world.cluster.apply(
          await withDecision(
            promotion,
            people[who],
            { decision },
            new Date(world.now),
          ),
        );
        return;
      }
      const others = world
        .promotions()
        .flatMap(each => each.spec.decisions ?? []);
      const signature = how === 'copied' ? others.at(0)?.signature : 'by Ana';
      const isOwn = promotion.spec.decisions?.some(
        each => each.signature === signature,
      );
      if (how === 'copied' && isOwn) return;
      world.cluster.apply(
        withUnsignedDecision(promotion, {
          by: people[who].name,
          decision,
          at: new Date(world.now).toISOString(),
          signature,
        }),
      );
    }),
  );

/** True one time in five. */
const rarely = fc.nat(4).map(n => n === 0);

const editPolicy = fc
  .record({
    minApprovals: fc.constantFrom(0, 1, 1, 2),
    leadsOnly: fc.boolean(),
    isFrozen: rarely,
    hasGate: rarely,
    automaticRollback: fc.boolean(),
  })
  .map(rules =>
    act(`editPolicy(${JSON.stringify(rules)})`, world => {
      world.rules = rules;
      world.applyPolicy();
    }),
  );

const answerGate = fc
  .constantFrom<GateState>('Passed', 'Passed', 'Running', 'Failed', 'Unknown')
  .map(state =>
    act(`answerGate(${state})`, world => {
      world.gate = state;
    }),
  );

const changeReadiness = fc
  .tuple(
    fc.constantFrom('staging', 'production', 'production'),
    fc.constantFrom(true, true, true, false),
  )
  .map(([environment, isReady]) =>
    act(`changeReadiness(${environment}, ${isReady})`, world =>
      world.setReady(environment, isReady),
    ),
  );

const deploy = fc.integer({ min: 1, max: 9 }).map(version =>
  act(`deploy(${version})`, async world => {
    world.deployToStaging(version);
    await world.setReady('staging', true);
  }),
);

const passTime = fc.constantFrom(1, 2, 11, 24 * 60).map(minutes =>
  act(`passTime(${minutes})`, world => {
    world.now += minutes * minute;
  }),
);

const deleteArtifact = fc.tuple(fc.nat(9), rarely).map(([n, isDone]) =>
  act(`deleteArtifact(${n}, ${isDone})`, world => {
    const artifacts = world.cluster.list(deployableArtifactKind);
    const found = artifacts[n % Math.max(1, artifacts.length)];
    if (found && isDone) world.cluster.delete(found);
  }),
);

const kill = fc.nat(6).map(
  (writes): Act => ({
    check: () => true,
    run: (_, world) => world.reconcile(writes),
    toString: () => `kill(${writes})`,
  }),
);

/** All acts; those that let promotions proceed are more frequent. */
export const acts = [
  request,
  ...Array.from({ length: 6 }, () => decide),
  editPolicy,
  answerGate,
  changeReadiness,
  changeReadiness,
  deploy,
  passTime,
  deleteArtifact,
  kill,
];
