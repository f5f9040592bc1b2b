import { KubernetesObject, PipelineEdge } from '@promenade/openchoreo-model';
import { ObjectKey } from '@promenade/kube-client';
import { ArtifactIdentity, ReleaseStream } from '../../core/artifact/artifact';
import { Watch } from '../../runtime/controller-definition';
import { Read, TypedResource } from '../../runtime/read';
import { Write } from '../../runtime/write';

/** A binding that runs a release which is ready. */
export interface PromotionSource {
  namespace: string;
  /** The component, and the track. */
  stream: ReleaseStream;
  environment: string;
  release: ArtifactIdentity;
  /** The deployment pipeline of the project. Undefined if the project or the pipeline does not exist. */
  pipeline: { name: string; edges: readonly PipelineEdge[] } | undefined;
  findTarget(environment: string): PromotionTarget;
  /** Ensures that a promotion can name the release. */
  keepRelease(write: Write): Promise<void>;
}

/** An environment that a release may be promoted to. */
export interface PromotionTarget {
  /** Whether the environment exists and nobody else manages the binding there. */
  canBeChanged: boolean;
  /** What runs there. */
  release: ArtifactIdentity | undefined;
}

/** The bindings of one kind as sources of automatic promotions. OpenChoreo 0.3 and 1.x have an implementation each. */
export interface PromotionSources {
  kind: TypedResource<KubernetesObject>;
  /** Whether the controllers of OpenChoreo write the status of the kind. */
  hasOtherController: boolean;
  /** The changes after which a binding is looked at again. */
  watches: readonly Watch[];
  /** Undefined unless the binding runs a release that is ready. */
  find(key: ObjectKey, read: Read): PromotionSource | undefined;
}
