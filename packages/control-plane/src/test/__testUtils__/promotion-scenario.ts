import {
  ApiError,
  KubeObject,
  ObjectKey,
  eventType,
} from '@promenade/kube-client';
import {
  Promotion,
  PromotionDecision,
  PromotionPhase,
  PromotionPolicy,
  PromotionRule,
  ServiceBinding,
  isFinishedPromotion,
  promotionKind,
  promotionPolicyKind,
  serviceBindingKind,
  serviceKind,
  signingKeySecret,
  workloadKind,
} from '@promenade/openchoreo-model';
import { z } from 'zod';
import { secretType } from '../../runtime/kubernetes-types';
import {
  aComponent,
  aPipeline,
  aProject,
  aPromotion,
  aPromotionPolicy,
  aService,
  aWorkload,
} from './builders';
import {
  Modifier,
  inOrganization,
  inProject,
  ofComponent,
  withSpec,
} from './modifiers';
import { TestPerson, signedBy, withDecision } from './signing';
import {
  fromTo,
  withEnvironments,
  withImage,
  withWorkloadName,
} from './spec-modifiers';
import { TestPlatform } from './test-platform';
import { waitUntil } from './wait-for';

export const ana: TestPerson = {
  name: 'user:default/ana',
  groups: ['group:default/leads'],
};
export const ben: TestPerson = {
  name: 'user:default/ben',
  groups: ['group:default/leads'],
};
export const cleo: TestPerson = { name: 'user:default/cleo' };

const eventSchema = z.looseObject({
  reason: z.string().optional(),
  count: z.number().default(1),
  involvedObject: z.looseObject({
    kind: z.string().optional(),
    name: z.string().optional(),
  }),
});

const keySchema = z.looseObject({
  data: z.object({ [signingKeySecret.entry]: z.base64() }),
});

/** Settings of a {@link PromotionScenario}. */
export interface ScenarioSettings {
  /** Name of the target environment. Default: `staging`. */
  to?: string;
  /** Edges of the pipeline. Default: from `development` to the target. */
  pipeline?: Modifier;
  /** Rule of the edge from `development` to the target. Default: no policy. */
  rule?: Partial<PromotionRule>;
  /** Whether the target runs release 1 before the rule exists. Default: true. */
  isDeployed?: boolean;
  /** Further modifiers of the workload. */
  workload?: Modifier[];
}

/** What a release of a scenario differs in. */
export interface TestRelease {
  tag: number;
  /** Name of the class. Default: `default`. */
  className?: string;
  /** Whether its pods cannot pull their image, except in `development`. Needs the simulated data plane. */
  failsLater?: boolean;
}

/** A project with a pipeline, a policy and one component of the same name, so that each test has promotions of its own. */
export class PromotionScenario {
  readonly #platform: TestPlatform;
  readonly #signingKey: Uint8Array;
  readonly name: string;
  /** Name of the target environment. */
  readonly to: string;

  private constructor(
    platform: TestPlatform,
    name: string,
    to: string,
    signingKey: Uint8Array,
  ) {
    this.#platform = platform;
    this.name = name;
    this.to = to;
    this.#signingKey = signingKey;
  }

  /** Deploys release 1 of the component to `development`, and, unless told otherwise, to the target. */
  static async start(
    platform: TestPlatform,
    name: string,
    {
      to = 'staging',
      pipeline = withEnvironments('development', to),
      rule,
      isDeployed = true,
      workload = [],
    }: ScenarioSettings = {},
  ): Promise<PromotionScenario> {
    const scenario = new PromotionScenario(
      platform,
      name,
      to,
      await readSigningKey(platform),
    );
    const ofScenario = ofComponent(name, name);
    await platform.apply(
      aPipeline(name, pipeline),
      aProject(name, withSpec({ deploymentPipelineRef: name })),
      aComponent(name, inProject(name)),
      aWorkload(name, ofScenario, withImage(imageOf(1)), ...workload),
      aService(name, ofScenario, withWorkloadName(name)),
    );
    await scenario.waitForRelease(name, 1);
    if (isDeployed) {
      await scenario.request('first');
      await scenario.waitForPhase('first', 'Succeeded');
      await scenario.waitForRelease(scenario.target, 1);
    }
    if (rule) {
      await scenario.setRule(rule);
    }
    return scenario;
  }

  /** As {@link start}; then `development` has release 2, which can be promoted. */
  static async startWithUpdate(
    platform: TestPlatform,
    name: string,
    settings: ScenarioSettings = {},
  ): Promise<PromotionScenario> {
    const scenario = await PromotionScenario.start(platform, name, settings);
    await scenario.release({ tag: 2 });
    return scenario;
  }

  /** Name of the binding in the target environment. */
  get target(): string {
    return `${this.name}-${this.to}`;
  }

  key(name: string): ObjectKey {
    return { namespace: this.#platform.organization, name };
  }

  /** Name of a promotion of the scenario. */
  promotion(name: string): string {
    return `${this.name}-${name}`;
  }

  /** Replaces the rule of the edge from `development` to the target, and waits until the control plane has it. */
  async setRule(rule: Partial<PromotionRule> | undefined): Promise<void> {
    const { client } = this.#platform;
    const policy = aPromotionPolicy(
      this.name,
      withSpec({
        pipelineRef: this.name,
        rules: rule ? [{ from: 'development', to: this.to, ...rule }] : [],
      }),
      inOrganization(this.#platform.organization),
    );
    const exists = await client.find(promotionPolicyKind, this.key(this.name));
    const { generation } = (
      exists
        ? await client.patch<PromotionPolicy>(
            promotionPolicyKind,
            this.key(this.name),
            { spec: policy.spec },
            { type: 'merge' },
          )
        : await client.create<PromotionPolicy>(promotionPolicyKind, policy)
    ).metadata;
    await this.#platform.waitFor(
      promotionPolicyKind,
      this.name,
      ({ status }) => status?.observedGeneration === generation,
    );
  }

  /** Deploys a release to `development`, and waits until it is ready. */
  async release({
    tag,
    className = 'default',
    failsLater = false,
  }: TestRelease): Promise<void> {
    const fault = (value: string) => [{ key: 'SIMULATED_FAIL', value }];
    await this.#platform.patch(serviceBindingKind, this.name, {
      envOverrides: failsLater
        ? { containers: { main: { env: fault('') } } }
        : null,
    });
    await this.#platform.patch(serviceKind, this.name, { className });
    await this.#platform.patch(workloadKind, this.name, {
      containers: {
        main: {
          image: imageOf(tag),
          env: failsLater ? fault('ImagePullBackOff') : null,
        },
      },
    });
    await this.waitForRelease(this.name, tag);
  }

  /** Waits until a binding runs the release of a tag. */
  waitForRelease(binding: string, tag: number): Promise<ServiceBinding> {
    return this.#platform.waitFor(
      serviceBindingKind,
      binding,
      ({ metadata, spec, status }) =>
        spec.workloadSpec.containers?.main?.image === imageOf(tag) &&
        status?.observedGeneration === metadata.generation &&
        status?.state === 'Ready',
    );
  }

  /** Creates a promotion from `development` to the target, signed if a person requests it. */
  async request(
    name: string,
    person?: TestPerson,
    ...modifiers: Modifier[]
  ): Promise<void> {
    const promotion = aPromotion(
      this.promotion(name),
      ofComponent(this.name, this.name),
      fromTo('development', this.to),
      inOrganization(this.#platform.organization),
      ...modifiers,
    );
    await this.#platform.apply(
      person
        ? await signedBy(promotion, person, new Date(), this.#signingKey)
        : promotion,
    );
  }

  find(name: string): Promise<Promotion> {
    return this.#platform.client.get<Promotion>(
      promotionKind,
      this.key(this.promotion(name)),
    );
  }

  findBinding(name: string): Promise<ServiceBinding> {
    return this.#platform.client.get<ServiceBinding>(
      serviceBindingKind,
      this.key(name),
    );
  }

  /** Adds a signed decision, as the Backstage backend does. Another write in between makes it read the promotion again. */
  async decide(
    name: string,
    person: TestPerson,
    decision: PromotionDecision['decision'],
    given: Pick<PromotionDecision, 'comment' | 'confirmed'> = {},
  ): Promise<void> {
    for (;;) {
      const promotion = await this.find(name);
      const { spec } = await this.signDecision(promotion, person, {
        decision,
        ...given,
      });
      try {
        await this.writeDecisions(promotion, spec.decisions);
        return;
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 409) {
          throw error;
        }
      }
    }
  }

  signDecision(
    promotion: Promotion,
    person: TestPerson,
    given: Pick<PromotionDecision, 'decision' | 'comment' | 'confirmed'>,
  ): Promise<Promotion> {
    return withDecision(promotion, person, given, new Date(), this.#signingKey);
  }

  /**
   * Replaces the decisions of the promotion that was read.
   *
   * @throws a conflict if it has changed since
   */
  async writeDecisions(
    { metadata }: Promotion,
    decisions: PromotionDecision[] | undefined,
  ): Promise<void> {
    await this.#platform.client.patch(
      promotionKind,
      metadata,
      {
        metadata: { resourceVersion: metadata.resourceVersion },
        spec: { decisions },
      },
      { type: 'merge' },
    );
  }

  /**
   * Waits until a promotion is in a phase.
   *
   * @throws if it ends in another one
   */
  async waitForPhase(
    name: string,
    ...phases: PromotionPhase[]
  ): Promise<Promotion> {
    const isInPhase = ({ status }: Promotion) =>
      phases.some(phase => phase === status?.phase);
    const promotion = await this.#platform.waitFor(
      promotionKind,
      this.promotion(name),
      each => isInPhase(each) || isFinishedPromotion(each),
    );
    if (!isInPhase(promotion)) {
      throw new Error(
        `${name} is not ${phases.join(' or ')}: ${JSON.stringify(
          promotion.status,
          null,
          1,
        )}`,
      );
    }
    return promotion;
  }

  /** Waits until the `Complete` condition of a promotion has a reason. Returns its message. */
  waitForReason(name: string, reason: string): Promise<string> {
    return this.#platform.waitForCondition(
      promotionKind,
      this.promotion(name),
      { type: 'Complete', status: 'False', reason },
    );
  }

  /** Waits until a promotion has as many events of a reason. */
  waitForEvents(name: string, reason: string, count = 1): Promise<boolean> {
    return waitUntil(
      async () => (await this.countEvents(name, reason)) === count,
    );
  }

  async countEvents(name: string, reason: string): Promise<number> {
    const { items } = await this.#platform.client.list<KubeObject>(eventType, {
      namespace: this.#platform.organization,
      fieldSelector: `involvedObject.name=${this.promotion(name)}`,
    });
    return items
      .map(item => eventSchema.parse(item))
      .filter(
        event =>
          event.reason === reason && event.involvedObject.kind === 'Promotion',
      )
      .reduce((sum, { count }) => sum + count, 0);
  }
}

/** A public REST endpoint: a gateway divides its requests between two releases. */
export const withRoute: Modifier = withSpec({
  endpoints: { api: { type: 'REST', port: 8080, visibility: ['public'] } },
});

function imageOf(tag: number): string {
  return `registry.test/app:${tag}`;
}

/** A template of a Deployment whose pods do not become ready, on a real and on a simulated data plane. */
export const failingTemplate = {
  progressDeadlineSeconds: 2,
  strategy: { type: 'Recreate' },
  template: {
    metadata: {
      annotations: { 'simulated.openchoreo.dev/fail': 'ImagePullBackOff' },
    },
    spec: { nodeSelector: { 'promenade.test/no-such-node': 'true' } },
  },
};

/** A rule by which one other person has to approve. */
export const needsApproval: Partial<PromotionRule> = {
  approvers: { minApprovals: 1 },
};

/** A rule by which nothing is promoted. */
export const isFrozen: Partial<PromotionRule> = {
  freezeWindows: [
    {
      name: 'always',
      from: '2020-01-01T00:00:00Z',
      to: '2120-01-01T00:00:00Z',
    },
  ],
};

/** A rule whose promotions are verified until it is changed. */
export const staysInVerification: Partial<PromotionRule> = {
  verification: { window: '1h' },
};

/** A rule whose rollout begins with a tenth of the requests and stays so until somebody decides. */
export const pausedCanary: Partial<PromotionRule> = {
  strategy: { type: 'Canary', steps: [{ weight: 10, pause: '1h' }] },
};

/** The phases that a promotion has been in, in order. */
export function phasesOf({ status }: Promotion): PromotionPhase[] {
  return (status?.transitions ?? []).map(({ phase }) => phase);
}

/** The tag of the image that a binding deploys. */
export function tagOf({ spec }: ServiceBinding): string | undefined {
  return spec.workloadSpec.containers?.main?.image.split(':').at(-1);
}

/** Reads the key with which the Backstage backend signs. The control plane creates it when it starts. */
async function readSigningKey({ client }: TestPlatform): Promise<Uint8Array> {
  let secret: KubeObject | undefined;
  await waitUntil(async () => {
    secret = await client.find<KubeObject>(secretType, signingKeySecret);
    return secret !== undefined;
  });
  const { data } = keySchema.parse(secret);
  return Buffer.from(data[signingKeySecret.entry], 'base64');
}
