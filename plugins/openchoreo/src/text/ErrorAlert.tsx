import { isResponseError } from '@promenade/backstage-plugin-openchoreo-common';
import { Alert, Button } from '@backstage/ui';
import styles from './text.module.css';

/** The message of an error; of a `ResponseError` the message of the server, without the text that the transport adds. */
export function errorMessage(error: Error): string {
  return isResponseError(error) ? error.cause.message : error.message;
}

/** An error and what can be done about it. The button is below the text, because cards and dialogs are narrow. */
export function ErrorAlert(props: {
  title: string;
  text: string;
  action?: { label: string; onPress: () => void };
}) {
  const { title, text, action } = props;
  return (
    <Alert
      className={styles.errorAlert}
      status="danger"
      icon
      role="alert"
      title={title}
      description={
        <>
          <span className={styles.errorMessage}>{text}</span>
          {action && (
            <Button variant="secondary" onPress={action.onPress}>
              {action.label}
            </Button>
          )}
        </>
      }
    />
  );
}
