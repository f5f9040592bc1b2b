import { Fragment } from 'react';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { formatExact, useLocale } from '../time';

/**
 * Entity refs of people, such as `user:default/jane.doe`, and ISO 8601 times in UTC. A full stop at the end is not part of a
 * ref.
 */
const refOrTime =
  /\b((?:user|group):[a-z0-9-]+\/[a-z0-9](?:[\w.-]*[a-z0-9])?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/gi;

/** A message of the backend, with the names of people instead of their entity refs, and times in the time zone of the reader. */
export function MessageText(props: { text: string }) {
  // What was captured is at the odd positions.
  const parts = props.text.split(refOrTime);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 ? (
          <Captured key={index} text={part} />
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}

function Captured(props: { text: string }) {
  const { text } = props;
  const locale = useLocale();
  return text.includes('/') ? (
    <PersonName entityRef={text} />
  ) : (
    <time dateTime={text}>{formatExact(Date.parse(text), locale)}</time>
  );
}

/** The name of a person or group as the catalog presents it. That of a service, which is no entity, as it is. */
export function PersonName(props: { entityRef: string }) {
  const { entityRef } = props;
  return entityRef.includes('/') ? (
    <EntityTitle entityRef={entityRef} />
  ) : (
    <>{entityRef}</>
  );
}

function EntityTitle(props: { entityRef: string }) {
  const { primaryTitle } = useEntityPresentation(props.entityRef, {
    // Its kind is not part of the title.
    defaultKind: props.entityRef.startsWith('group:') ? 'group' : 'user',
  });
  return <>{primaryTitle}</>;
}
