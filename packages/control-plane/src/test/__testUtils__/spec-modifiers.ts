import { Modifier, withSpec } from './modifiers';

/** The steps of a pipeline: `leading('development', 'staging', 'production')` is two of them. */
export function withEnvironments(...environments: string[]): Modifier {
  return withEdges(
    environments
      .slice(1)
      .map((to, index) => ({ from: environments[index], to })),
  );
}

/** Steps of a pipeline, one by one. */
export function withEdges(
  steps: { from: string; to: string; requiresApproval?: boolean }[],
): Modifier {
  return withSpec({
    promotionPaths: steps.map(({ from, to, requiresApproval }) => ({
      sourceEnvironmentRef: from,
      targetEnvironmentRefs: [
        { name: to, ...(requiresApproval && { requiresApproval }) },
      ],
    })),
  });
}

/** A container `main` of that image, and one REST endpoint `api` on port 8080. */
export function withImage(image: string): Modifier {
  return withSpec({
    containers: { main: { image } },
    endpoints: { api: { type: 'REST', port: 8080 } },
  });
}

/** The workload that a Service deploys. */
export function withWorkloadName(workloadName: string): Modifier {
  return withSpec({ workloadName });
}

/** The environment of a binding, and what it deploys there. */
export function deployedTo(environment: string, image: string): Modifier {
  return withSpec({
    environment,
    workloadSpec: {
      containers: { main: { image } },
      endpoints: { api: { type: 'REST', port: 8080 } },
    },
  });
}

/** The two ends of a promotion. */
export function fromTo(from: string, to: string): Modifier {
  return withSpec({ from, to });
}
