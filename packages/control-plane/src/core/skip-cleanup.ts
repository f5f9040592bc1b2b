import { KubeObject } from '@promenade/kube-client';
import { annotations } from '@promenade/openchoreo-model';

/** Returns how to delete an object without cleaning up its data plane; the end of a sentence. */
export function skipCleanupHint(kind: string): string {
  return `annotate the ${kind} with ${annotations.skipCleanup}=true to leave its objects on the data plane`;
}

/** Whether an object is deleted without cleaning up its data plane. */
export function isCleanupSkipped({ metadata }: KubeObject): boolean {
  return metadata.annotations?.[annotations.skipCleanup] === 'true';
}
