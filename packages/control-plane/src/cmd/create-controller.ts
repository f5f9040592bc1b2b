import { Controller, ObjectKey, parseKey } from '@promenade/kube-client';
import { retryConflicts } from '../runtime/api-conflicts';
import { ControlPlaneContext } from '../runtime/context';
import { ControllerDefinition } from '../runtime/controller-definition';
import { ObjectCache } from '../runtime/object-cache';
import { PartitionedController } from '../runtime/partitioned-controller';
import { reportInvalidObjects } from '../runtime/report-invalid-objects';

/** Creates a controller, whose queue fills from now on. It reconciles when it is started. */
export function createController(
  definition: ControllerDefinition,
  context: ControlPlaneContext,
  cache: ObjectCache,
): Controller | PartitionedController {
  const { client, read, write, inScope, logger, metrics, clock } = context;
  const reconcile = retryConflicts({
    kind: definition.kind,
    reconcile: definition.hasOtherController
      ? definition.reconcile
      : reportInvalidObjects(definition, cache, { client, clock }),
  });
  const options = {
    name: definition.name,
    concurrency: definition.concurrency,
    reconcile: (key: string) => reconcile(parseKey(key), read, write),
    logger,
    metrics,
    clock,
  };
  const { partitionOf } = definition;
  const controller = partitionOf
    ? new PartitionedController({
        ...options,
        partitionOf: key => partitionOf(parseKey(key), read),
      })
    : new Controller(options);
  // An Organization is cluster-scoped; its namespace has its name.
  const isInScope = ({ namespace, name }: ObjectKey) =>
    inScope(namespace ?? name);
  definition.watches.forEach(watch => watch(controller, cache, isInScope));
  return controller;
}
