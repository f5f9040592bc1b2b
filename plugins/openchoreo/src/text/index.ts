export { ChangeHighlight } from './ChangeHighlight';
export { CopyButton } from './CopyButton';
export { ErrorAlert, errorMessage } from './ErrorAlert';
export { imageLabel } from './imageLabel';
export { MessageText, PersonName } from './MessageText';
