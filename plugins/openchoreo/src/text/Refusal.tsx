import { Alert, Button } from '@backstage/ui';
import styles from './text.module.css';

/** Says that something was not done, why, and what can be done about it; the button goes below, where narrow places have room. */
export function Refusal(props: {
  title: string;
  text: string;
  action?: { label: string; onPress: () => void };
}) {
  const { title, text, action } = props;
  return (
    <Alert
      className={styles.refusal}
      status="danger"
      icon
      role="alert"
      title={title}
      description={
        <>
          <span className={styles.refusalText}>{text}</span>
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
