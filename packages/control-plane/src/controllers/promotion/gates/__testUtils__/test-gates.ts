import { ApiError, silentLogger } from '@promenade/kube-client';
import {
  Environment,
  Promotion,
  PromotionGateStatus,
  QualityGate,
} from '@promenade/openchoreo-model';
import { DeployableContent } from '../../../../core/artifact/artifact';
import {
  InMemoryCluster,
  aPromotion,
  fromTo,
  ofComponent,
  withSpec,
} from '../../../../test/__testUtils__';
import { evaluateEnvironmentPolicies } from '../../class-binding/evaluate-environment-policies';
import { gateReleaseOf } from '../../class-binding/gate-release';
import { GateSubject, GateTarget } from '../gate';
import { createGates } from '../gates';
import { createHttp } from '../http';
import { evaluateJob } from '../job';
import { TestClock } from './test-clock';

export const testContent: DeployableContent = {
  kindOfBinding: 'ServiceBinding',
  className: 'default',
  workload: { containers: { main: { image: 'registry.test/greeter:2' } } },
};

/** A promotion of the component greeter from staging to production. */
export const testPromotion = (status?: Promotion['status']): Promotion => {
  const promotion = aPromotion(
    'greeter-1',
    ofComponent('greeter'),
    fromTo('staging', 'production'),
    withSpec({ requestedBy: 'user:default/ana', reason: 'Friday' }),
  );
  return {
    ...promotion,
    metadata: { ...promotion.metadata, uid: 'uid-1' },
    status,
  };
};

/** What a test changes of the subject of gates. */
export interface SubjectChanges
  extends Partial<Omit<GateSubject, keyof GateTarget>> {
  content?: DeployableContent;
  environment?: Environment;
}

/** Gates with a clock that the test advances, and the subject of a promotion that keeps their results. */
export class TestGates {
  readonly clock = new TestClock();
  readonly cluster = new InMemoryCluster();
  readonly secrets: Record<string, string> = {};
  readonly logged: string[] = [];
  readonly #stop = new AbortController();
  #results = 0;
  #wanted: { count: number; done: () => void }[] = [];
  #gates = this.#create();
  subject: Omit<GateSubject, keyof GateTarget>;
  content: DeployableContent | undefined = testContent;
  environment: Environment | undefined;

  constructor(...gates: QualityGate[]) {
    this.subject = {
      promotion: testPromotion(),
      gates,
      phase: 'Checking',
      ready: { source: undefined, target: undefined },
      approvals: [],
    };
  }

  #create() {
    const gates = createGates({
      clock: this.clock,
      http: createHttp({ allowLoopback: true }),
      readSecret: async ({ namespace, name }, entry) => {
        if (name === 'forbidden') {
          throw new ApiError(
            {
              kind: 'Status',
              status: 'Failure',
              code: 403,
              reason: 'Forbidden',
              message: 'secrets is forbidden',
            },
            'GET secrets',
          );
        }
        const found = this.secrets[`${namespace}/${name}/${entry}`];
        return found === undefined ? undefined : Buffer.from(found);
      },
      logger: {
        ...silentLogger,
        debug: (message, meta) =>
          this.logged.push(`${message} ${JSON.stringify(meta)}`),
      },
      signal: this.#stop.signal,
    });
    gates.onResult(key => {
      if (key !== 'acme/greeter-1') throw new Error(`result of ${key}`);
      this.#results += 1;
      this.#wanted
        .filter(({ count }) => count <= this.#results)
        .forEach(({ done }) => done());
    });
    return gates;
  }

  /** Evaluates the gates and writes the results to the status of the promotion, as the reconciler does. */
  async evaluate(changed: SubjectChanges = {}): Promise<PromotionGateStatus[]> {
    const {
      content = 'content' in changed ? undefined : this.content,
      environment = 'environment' in changed ? undefined : this.environment,
      ...others
    } = changed;
    this.content = content;
    this.environment = environment;
    this.subject = { ...this.subject, ...others };
    const { promotion } = this.subject;
    const gates = await this.#gates.evaluate(
      {
        ...this.subject,
        release: gateReleaseOf(promotion, content),
        checkEnvironmentPolicies: read =>
          evaluateEnvironmentPolicies(promotion, environment, content, read),
        evaluateJob: (gate, read, write) =>
          evaluateJob(gate, promotion, read, write),
      },
      this.cluster,
      this.cluster,
    );
    this.subject = {
      ...this.subject,
      promotion: { ...promotion, status: { ...promotion.status, gates } },
    };
    return gates;
  }

  /** As {@link evaluate}, after a number of results has arrived in all. */
  async evaluateAfter(results: number): Promise<PromotionGateStatus[]> {
    if (this.#results < results) {
      await new Promise<void>(done => {
        this.#wanted.push({ count: results, done });
      });
    }
    return this.evaluate();
  }

  abort(): void {
    this.#gates.abort(this.subject.promotion.metadata);
  }

  /** The control plane ends and starts again. The status of the promotion remains. */
  restart(): void {
    this.#gates.abort(this.subject.promotion.metadata);
    this.#gates = this.#create();
  }

  stop(): void {
    this.#stop.abort();
  }
}
