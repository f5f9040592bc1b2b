import {
  creationFailureOf,
  podProgress,
  type ObservedHealth,
  type Trouble,
} from '@promenade/openchoreo-model';
import type { ReleaseContents } from '../domain/ComponentSnapshot';

/** Where something is in trouble. */
export interface Place {
  contents: ReleaseContents;
  dataPlane?: string;
}

interface Subject {
  object: ObservedHealth;
  /** Such as ` (2 of 2 pods)`; empty where it is not known. */
  pods: string;
  images: string;
  /** Such as `data plane default`. */
  plane: string;
}

const cannotPull = ({ images, pods, plane }: Subject) =>
  `The image cannot be pulled: ${images}${pods}. Check the tag, or the registry credentials of ${plane}.`;

/** The words that Kubernetes has for what goes wrong with a container or a pod, and what they mean for a developer. */
const explanations: Record<string, (subject: Subject) => string> = {
  ImagePullBackOff: cannotPull,
  ErrImagePull: cannotPull,
  InvalidImageName: ({ images }) =>
    `${images} is not a valid image reference. Correct it in the workload.`,
  CrashLoopBackOff: ({ pods }) =>
    `The container starts and stops again${pods}. Its log says why; check its command, configuration and port.`,
  OOMKilled: ({ pods }) =>
    `The container needs more memory than it may have${pods}. Raise the limit in its class, or make it need less.`,
  CreateContainerConfigError: ({ pods }) =>
    `The container refers to configuration or a secret that does not exist${pods}. Check the variables of the workload.`,
  RunContainerError: ({ pods }) =>
    `The container cannot be started${pods}. Check its command and arguments.`,
  Unschedulable: ({ plane, pods }) =>
    `No node of ${plane} has room${pods}. It goes on when there is, or when less is asked for.`,
  ReplicaFailure: ({ object }) =>
    `The pods cannot be created: ${sentence(
      creationFailureOf(object) ?? 'the data plane does not say why',
    )}`,
  BackoffLimitExceeded: () =>
    'The job failed as often as it may. Its log says why; a new release, or another class, runs it again.',
  DeadlineExceeded: () =>
    'The job took longer than it may. Raise activeDeadlineSeconds in its class, or make it do less.',
  ProgressDeadlineExceeded: ({ pods }) =>
    `It did not become ready in time${pods}. Check the log of the container and its port.`,
};

/** What is wrong and what to do about it, in one or two sentences for a developer. */
export function explain(
  { reason, message, object }: Trouble,
  place: Place,
): string {
  const subject = {
    object,
    pods: podsOf(object),
    images: object.trouble?.image ?? imagesOf(place),
    plane: place.dataPlane ? `data plane ${place.dataPlane}` : 'the data plane',
  };
  const explanation = Object.hasOwn(explanations, reason)
    ? explanations[reason]
    : undefined;
  return (
    explanation?.(subject) ??
    `The pods do not run: ${sentence(message || reason)}`
  );
}

function imagesOf({ contents }: Place): string {
  const images = Object.values(contents.containers).map(({ image }) => image);
  return [...new Set(images)].sort().join(', ');
}

function podsOf(object: ObservedHealth): string {
  if (object.trouble)
    return ` (${object.trouble.pods} of ${podsIn(object.trouble.of)})`;
  const progress = podProgress([object]);
  return progress && progress.ready < progress.total
    ? ` (${progress.total - progress.ready} of ${podsIn(progress.total)})`
    : '';
}

function podsIn(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/** Ends a text that was written elsewhere as a sentence ends. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
