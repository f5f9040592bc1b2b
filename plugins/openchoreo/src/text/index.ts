export { ChangeHighlight } from './ChangeHighlight';
export { CopyButton } from './CopyButton';
export { ErrorAlert, errorMessage } from './ErrorAlert';
export { imageLabel, imageTag } from './imageLabel';
export { MessageText, PersonName } from './MessageText';
export { ReleaseLabel } from './ReleaseLabel';
export { deployedReleaseText, releaseText } from './releaseText';
