import type {
  ObservedObject,
  ReleaseContents,
} from '../domain/ComponentSnapshot';
import {
  creationFailureOf,
  hasTimedOut,
  workloadProgress,
} from './workloadProgress';

/** Something that keeps a deployment from being ready, told to a developer. */
export interface Trouble {
  /** A word for programs: Kubernetes' own where it has one. */
  reason: string;
  /** What is wrong and what to do, in one or two sentences. */
  message: string;
  /** Whether it may pass without anybody doing anything. */
  mayPass: boolean;
}

interface Place {
  contents: ReleaseContents;
  dataPlane?: string;
}

/** The words that Kubernetes has for what goes wrong with a container or a pod, and what they mean for a developer. */
const explanations: Record<
  string,
  { mayPass: boolean; say: (place: Place, pods: string) => string }
> = {
  ImagePullBackOff: { mayPass: false, say: cannotPull },
  ErrImagePull: { mayPass: false, say: cannotPull },
  InvalidImageName: {
    mayPass: false,
    say: place =>
      `${imagesOf(
        place,
      )} is not a valid image reference. Correct it in the workload.`,
  },
  CrashLoopBackOff: {
    mayPass: false,
    say: (_, pods) =>
      `The container starts and stops again${pods}. Its log says why; check its command, configuration and port.`,
  },
  OOMKilled: {
    mayPass: false,
    say: (_, pods) =>
      `The container needs more memory than it may have${pods}. Raise the limit in its class, or make it need less.`,
  },
  CreateContainerConfigError: {
    mayPass: false,
    say: (_, pods) =>
      `The container refers to configuration or a secret that does not exist${pods}. Check the variables of the workload.`,
  },
  RunContainerError: {
    mayPass: false,
    say: (_, pods) =>
      `The container cannot be started${pods}. Check its command and arguments.`,
  },
  Unschedulable: {
    mayPass: true,
    say: ({ dataPlane }, pods) =>
      `No node of ${plane(
        dataPlane,
      )} has room${pods}. It goes on when there is, or when less is asked for.`,
  },
};

/**
 * The first thing that is wrong with the objects of a deployment, told to a developer.
 *
 * @param objects - as they were last seen in the data plane
 * @param place - what runs there, and where that is
 */
export function troubleOf(
  objects: readonly ObservedObject[],
  place: Place,
): Trouble | undefined {
  for (const object of objects) {
    if (object.health === 'Healthy' || object.health === 'Suspended') continue;
    const trouble = troubleOfObject(object, place);
    if (trouble) return trouble;
  }
  return undefined;
}

function troubleOfObject(
  object: ObservedObject,
  place: Place,
): Trouble | undefined {
  const said = `${object.message ?? ''} ${JSON.stringify(object.status ?? '')}`;
  const reason = Object.keys(explanations).find(word =>
    new RegExp(`\\b${word}\\b`).test(said),
  );
  if (reason) {
    const { mayPass, say } = explanations[reason];
    return { reason, mayPass, message: say(place, podsOf(object)) };
  }
  const refused = creationFailureOf(object);
  if (refused) {
    return {
      reason: 'ReplicaFailure',
      mayPass: false,
      message: `The pods cannot be created: ${sentence(refused)}`,
    };
  }
  if (hasTimedOut(object)) {
    return {
      reason: 'ProgressDeadlineExceeded',
      mayPass: false,
      message: `It did not become ready in time${podsOf(
        object,
      )}. Check the log of the container and its port.`,
    };
  }
  return object.health === 'Degraded' && object.message
    ? {
        reason: 'Degraded',
        mayPass: true,
        message: `${object.kind} ${object.name}: ${sentence(object.message)}`,
      }
    : undefined;
}

function cannotPull(place: Place, pods: string): string {
  return `The image cannot be pulled: ${imagesOf(
    place,
  )}${pods}. Check the tag, or the registry credentials of ${plane(
    place.dataPlane,
  )}.`;
}

function imagesOf({ contents }: Place): string {
  const images = Object.values(contents.containers).map(({ image }) => image);
  return [...new Set(images)].sort().join(', ');
}

function podsOf(object: ObservedObject): string {
  const progress = workloadProgress([object]);
  return progress && progress.ready < progress.total
    ? ` (${progress.total - progress.ready} of ${progress.total} pods)`
    : '';
}

function plane(name: string | undefined): string {
  return name ? `data plane ${name}` : 'the data plane';
}

/** Ends a text that was written elsewhere as a sentence ends. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
