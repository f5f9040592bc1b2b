import { PrinterColumn, ResourceType } from '../../api/types';
import { JsonObject, numberAt, objectAt, stringAt } from '../json';
import { asJson } from '../kube-json';
import {
  anything,
  builtIn,
  defaulting,
  integer,
  kindSchema,
  struct,
  text,
  time,
} from './build';
import { humanDuration } from '../../api/human-duration';

/** The object of an event. */
const reference = {
  ...struct({
    kind: text,
    namespace: text,
    name: text,
    uid: text,
    apiVersion: text,
    resourceVersion: text,
    fieldPath: text,
  }),
  'x-kubernetes-map-type': 'atomic',
};
const source = struct({ component: text, host: text });
const microTime = { type: 'string', nullable: true };

const coreEvent = builtIn({
  group: '',
  version: 'v1',
  kind: 'Event',
  shortNames: ['ev'],
  selectableFields: [
    '.involvedObject.kind',
    '.involvedObject.namespace',
    '.involvedObject.name',
    '.involvedObject.uid',
    '.involvedObject.apiVersion',
    '.involvedObject.resourceVersion',
    '.involvedObject.fieldPath',
    '.reason',
    '.reportingComponent',
    '.source',
    '.type',
  ],
  schema: kindSchema({
    involvedObject: defaulting(reference, {}),
    reason: text,
    message: text,
    source: defaulting(source, {}),
    firstTimestamp: time,
    lastTimestamp: time,
    count: integer,
    type: text,
    eventTime: microTime,
    series: anything,
    action: text,
    related: reference,
    reportingComponent: defaulting({ type: 'string' }, ''),
    reportingInstance: defaulting({ type: 'string' }, ''),
  }),
  columns: columns({
    object: 'involvedObject',
    message: 'message',
    source: 'source',
    first: 'firstTimestamp',
    last: 'lastTimestamp',
    count: 'count',
  }),
});

const newerEvent: ResourceType = {
  ...builtIn({
    group: 'events.k8s.io',
    version: 'v1',
    kind: 'Event',
    shortNames: ['ev'],
    selectableFields: ['.reason', '.type', '.reportingController'],
    schema: kindSchema({
      eventTime: microTime,
      series: anything,
      reportingController: text,
      reportingInstance: text,
      action: text,
      reason: text,
      regarding: defaulting(reference, {}),
      related: reference,
      note: text,
      type: text,
      deprecatedSource: defaulting(source, {}),
      deprecatedFirstTimestamp: time,
      deprecatedLastTimestamp: time,
      deprecatedCount: integer,
    }),
    columns: columns({
      object: 'regarding',
      message: 'note',
      source: 'deprecatedSource',
      first: 'deprecatedFirstTimestamp',
      last: 'deprecatedLastTimestamp',
      count: 'deprecatedCount',
    }),
  }),
  storedAs: {
    resource: 'events',
    fields: {
      regarding: 'involvedObject',
      note: 'message',
      reportingController: 'reportingComponent',
      deprecatedSource: 'source',
      deprecatedFirstTimestamp: 'firstTimestamp',
      deprecatedLastTimestamp: 'lastTimestamp',
      deprecatedCount: 'count',
    },
  },
};

/** Events of both API groups. */
export const eventKinds: ResourceType[] = [coreEvent, newerEvent];

/** The field names that differ between the two kinds. */
interface Places {
  object: string;
  message: string;
  source: string;
  first: string;
  last: string;
  count: string;
}

function columns(places: Places): PrinterColumn[] {
  const column = (
    name: string,
    value: (event: JsonObject, now: number) => string | number,
    priority?: number,
  ): PrinterColumn => ({
    name,
    type: 'string',
    ...(name === 'Name' && { format: 'name' }),
    ...(priority && { priority }),
    value: (object, now) => value(asJson(object), now),
  });
  const since = (event: JsonObject, field: string, now: number) => {
    const at = stringAt(event, field) ?? stringAt(event, 'eventTime');
    return at
      ? humanDuration(Math.max(0, now - Date.parse(at)) / 1000)
      : '<unknown>';
  };
  return [
    column('Last Seen', (event, now) => {
      const last = stringAt(event.series, 'lastObservedTime');
      return last
        ? humanDuration(Math.max(0, now - Date.parse(last)) / 1000)
        : since(event, places.last, now);
    }),
    { name: 'Type', type: 'string', jsonPath: '.type' },
    { name: 'Reason', type: 'string', jsonPath: '.reason' },
    column('Object', event => {
      const about = objectAt(event, places.object);
      const kind = stringAt(about, 'kind') ?? '';
      const name = stringAt(about, 'name') ?? '';
      return `${kind.toLowerCase()}/${name}`;
    }),
    column(
      'Subobject',
      event => stringAt(event[places.object], 'fieldPath') ?? '',
      1,
    ),
    column('Source', event => formatSource(event, places.source), 1),
    column('Message', event => (stringAt(event, places.message) ?? '').trim()),
    column('First Seen', (event, now) => since(event, places.first, now), 1),
    column(
      'Count',
      event =>
        numberAt(event.series, 'count') ?? numberAt(event, places.count) ?? 1,
      1,
    ),
    column('Name', event => stringAt(event.metadata, 'name') ?? '', 1),
  ];
}

function formatSource(event: JsonObject, field: string): string {
  const component =
    stringAt(event[field], 'component') ??
    stringAt(event, 'reportingController') ??
    stringAt(event, 'reportingComponent') ??
    '';
  const host =
    stringAt(event[field], 'host') ?? stringAt(event, 'reportingInstance');
  return host ? `${component}, ${host}` : component;
}
