import type { ReactNode } from 'react';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
} from '@backstage/ui';
import { ErrorAlert, errorMessage } from '../text';
import { useMutation } from '../useMutation';
import { useTexts } from '../useTexts';

/** A dialog that does one thing. It closes when that has succeeded, and shows why it failed. */
export function ActionDialog(props: {
  title: string;
  /** In pixels. 480 by default. */
  width?: number;
  children: ReactNode;
  /** The label of the button. */
  action: string;
  execute: () => Promise<unknown>;
  isDestructive?: boolean;
  isDisabled?: boolean;
  /** The title of an error. */
  failed?: string;
  /** The label of the other button. */
  cancel?: string;
  onClose: () => void;
}) {
  const { title, width = 480, children, action, execute, onClose } = props;
  const { t } = useTexts();
  const { pending, error, run } = useMutation();
  const act = async () => {
    const succeeded = await run(async () => {
      await execute();
    });
    if (succeeded) onClose();
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()} width={width}>
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          {children}
          {error && (
            <ErrorAlert
              title={props.failed ?? t('action.failed')}
              text={errorMessage(error)}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {props.cancel ?? t('confirm.cancel')}
        </Button>
        <Button
          variant="primary"
          destructive={props.isDestructive}
          isDisabled={props.isDisabled}
          isPending={pending}
          onPress={act}
        >
          {action}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
