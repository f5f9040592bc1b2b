import { Part, withSpec } from './parts';

/** The steps of a pipeline: `leading('development', 'staging', 'production')` is two of them. */
export function leading(...environments: string[]): Part {
  return leadingThrough(
    environments
      .slice(1)
      .map((to, index) => ({ from: environments[index], to })),
  );
}

/** Steps of a pipeline, one by one. */
export function leadingThrough(
  steps: { from: string; to: string; requiresApproval?: boolean }[],
): Part {
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
export function running(image: string): Part {
  return withSpec({
    containers: { main: { image } },
    endpoints: { api: { type: 'REST', port: 8080 } },
  });
}

/** The workload that a Service deploys. */
export function deploying(workloadName: string): Part {
  return withSpec({ workloadName });
}

/** The environment of a binding, and what it deploys there. */
export function bound(environment: string, image: string): Part {
  return withSpec({
    environment,
    workloadSpec: {
      containers: { main: { image } },
      endpoints: { api: { type: 'REST', port: 8080 } },
    },
  });
}

/** The two ends of a promotion. */
export function along(from: string, to: string): Part {
  return withSpec({ from, to });
}
