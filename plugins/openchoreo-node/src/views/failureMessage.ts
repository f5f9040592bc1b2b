import type {
  ObjectFailure,
  ReleaseContents,
} from '../domain/ComponentSnapshot';

/** Where a failure occurred. */
export interface FailureContext {
  contents: ReleaseContents;
  /** Name of the data plane. */
  dataPlane?: string;
}

interface FailureText {
  message?: string;
  /** Such as ` (2 of 2 pods)`. Empty where it is not known. */
  pods: string;
  images: string;
  /** Such as `data plane default`. */
  plane: string;
}

const imagePullMessage = ({ images, pods, plane }: FailureText) =>
  `The image cannot be pulled: ${images}${pods}. Check the tag, or the registry credentials of ${plane}.`;

/** Messages for developers, by the reason that Kubernetes reports for a container, pod or workload. */
const messages: Record<string, (text: FailureText) => string> = {
  ImagePullBackOff: imagePullMessage,
  ErrImagePull: imagePullMessage,
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
  ReplicaFailure: ({ message }) =>
    `The pods cannot be created: ${sentence(
      message ?? 'the data plane does not say why',
    )}`,
  BackoffLimitExceeded: () =>
    'The job failed as often as it may. Its log says why; a new release, or another class, runs it again.',
  DeadlineExceeded: () =>
    'The job took longer than it may. Raise activeDeadlineSeconds in its class, or make it do less.',
  ProgressDeadlineExceeded: ({ pods }) =>
    `It did not become ready in time${pods}. Check the log of the container and its port.`,
};

/** Describes a failure and its remedy for developers, in one or two sentences. */
export function failureMessage(
  { reason, message, pods, image }: ObjectFailure,
  { contents, dataPlane }: FailureContext,
): string {
  const text = {
    message,
    pods: pods ? ` (${pods.affected} of ${podCount(pods.total)})` : '',
    images: image ?? imagesOf(contents),
    plane: dataPlane ? `data plane ${dataPlane}` : 'the data plane',
  };
  const messageFor = Object.hasOwn(messages, reason)
    ? messages[reason]
    : undefined;
  return (
    messageFor?.(text) ?? `The pods do not run: ${sentence(message || reason)}`
  );
}

function imagesOf({ containers }: ReleaseContents): string {
  const images = Object.values(containers).map(({ image }) => image);
  return [...new Set(images)].sort().join(', ');
}

function podCount(count: number): string {
  return `${count} ${count === 1 ? 'pod' : 'pods'}`;
}

/** The text with a full stop at its end, unless it ends with a punctuation mark. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
