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
    `The container starts and stops again${pods}. Check its log, command, configuration and port.`,
  OOMKilled: ({ pods }) =>
    `The container exceeded its memory limit${pods}. Raise the limit in its class, or reduce its memory use.`,
  CreateContainerConfigError: ({ pods }) =>
    `The container refers to configuration or a secret that does not exist${pods}. Check the variables of the workload.`,
  RunContainerError: ({ pods }) =>
    `The container cannot be started${pods}. Check its command and arguments.`,
  Unschedulable: ({ plane, pods }) =>
    `No node of ${plane} has enough resources${pods}. Add capacity, or reduce the requests in its class.`,
  ReplicaFailure: ({ message }) =>
    `The pods cannot be created: ${sentence(
      message ?? 'the data plane reports no reason',
    )}`,
  BackoffLimitExceeded: () =>
    'The job reached its limit of retries. Check its log. A new release or another class runs it again.',
  DeadlineExceeded: () =>
    'The job exceeded its deadline. Raise activeDeadlineSeconds in its class, or reduce its work.',
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
