import { Modifier, withSpec } from './modifiers';

/** The edges of a pipeline: `withEnvironments('development', 'staging', 'production')` has two. */
export function withEnvironments(...environments: string[]): Modifier {
  return withEdges(
    environments
      .slice(1)
      .map((to, index) => ({ from: environments[index], to })),
  );
}

/** The edges of a pipeline. */
export function withEdges(
  edges: { from: string; to: string; requiresApproval?: boolean }[],
): Modifier {
  return withSpec({
    promotionPaths: edges.map(({ from, to, requiresApproval }) => ({
      sourceEnvironmentRef: from,
      targetEnvironmentRefs: [
        { name: to, ...(requiresApproval && { requiresApproval }) },
      ],
    })),
  });
}

/** A container `main` with an image, and a REST endpoint `api` on port 8080. */
export function withImage(image: string): Modifier {
  return withSpec({
    containers: { main: { image } },
    endpoints: { api: { type: 'REST', port: 8080 } },
  });
}

/** The Workload that a Service deploys. */
export function withWorkloadName(workloadName: string): Modifier {
  return withSpec({ workloadName });
}

/** The environment of a binding, and the image that it deploys. */
export function deployedTo(environment: string, image: string): Modifier {
  return withSpec({
    environment,
    workloadSpec: {
      containers: { main: { image } },
      endpoints: { api: { type: 'REST', port: 8080 } },
    },
  });
}

/** The environments of a promotion. */
export function fromTo(from: string, to: string): Modifier {
  return withSpec({ from, to });
}
