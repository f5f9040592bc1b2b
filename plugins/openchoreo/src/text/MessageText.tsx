import { Fragment } from 'react';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';

/** Entity refs of people, such as `user:default/jane.doe`. A full stop at the end is not part of the ref. */
const personRef =
  /\b((?:user|group):[a-z0-9-]+\/[a-z0-9](?:[\w.-]*[a-z0-9])?)/gi;

/** A message of the backend, with the names of people instead of their entity refs. */
export function MessageText(props: { text: string }) {
  // The captured refs are at the odd positions.
  const parts = props.text.split(personRef);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 ? (
          <PersonName key={index} entityRef={part} />
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}

/** The name of a person or group as the catalog presents it. */
export function PersonName(props: { entityRef: string }) {
  const { primaryTitle } = useEntityPresentation(props.entityRef, {
    // Its kind is not part of the title.
    defaultKind: props.entityRef.startsWith('group:') ? 'group' : 'user',
  });
  return <>{primaryTitle}</>;
}
