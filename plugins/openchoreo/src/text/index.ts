export { ChangeHighlight } from './ChangeHighlight';
export { CopyButton } from './CopyButton';
export { ErrorAlert, errorMessage } from './ErrorAlert';
export { Facts } from './Facts';
export { imageLabel, imageTag } from './imageLabel';
export { labelOf, labelsOf } from './labels';
export { MessageText, PersonName } from './MessageText';
export { ReleaseLabel } from './ReleaseLabel';
export { deployedReleaseText, releaseText } from './releaseText';
