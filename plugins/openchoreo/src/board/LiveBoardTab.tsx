import type { ReactNode } from 'react';
import type {
  ComponentRef,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { useLiveBoard, type LiveBoard } from '../live';
import { BoardError, ComponentDeleted } from './BoardError';
import { ComponentTab } from './ComponentTab';

/** What a tab gets when the board of its component has been read. */
export interface LoadedBoard extends LiveBoard {
  component: ComponentRef;
  board: DeployBoard;
}

/** A tab that needs the board of its component. Until there is one, it shows the skeleton, or why the board cannot be shown. */
export function LiveBoardTab(props: {
  skeleton: ReactNode;
  children: (loaded: LoadedBoard) => ReactNode;
}) {
  return (
    <ComponentTab>
      {component => <BoardContent component={component} {...props} />}
    </ComponentTab>
  );
}

function BoardContent(props: {
  component: ComponentRef;
  skeleton: ReactNode;
  children: (loaded: LoadedBoard) => ReactNode;
}) {
  const { component, skeleton, children } = props;
  const { board, ...live } = useLiveBoard(component);
  const { connection, error, reconnect } = live;
  if (connection === 'deleted') {
    return <ComponentDeleted component={component} />;
  }
  if (board) return <>{children({ component, board, ...live })}</>;
  return error ? (
    <BoardError error={error} component={component} onRetry={reconnect} />
  ) : (
    <>{skeleton}</>
  );
}
