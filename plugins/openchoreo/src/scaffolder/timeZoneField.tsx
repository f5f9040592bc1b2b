import { useId, useMemo } from 'react';
import { Combobox } from '@backstage/ui';
import { timeZoneProblem } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useLocale } from '../time';
import { useTexts } from '../useTexts';
import { defineFormField, type FieldProps } from './defineFormField';
import { FieldMessage } from './FieldMessage';
import styles from './scaffolder.module.css';

function TimeZoneField(props: FieldProps<string>) {
  const { label, description, isRequired, isDisabled, value, onChange } = props;
  const { t } = useTexts();
  const locale = useLocale();
  const messageId = useId();
  const options = useMemo(
    () => zonesWith(value).map(zone => ({ id: zone, label: zone })),
    [value],
  );
  const time =
    value &&
    new Intl.DateTimeFormat(locale, {
      timeStyle: 'short',
      timeZone: value,
    }).format(new Date());
  return (
    <div className={styles.field}>
      <Combobox
        label={label}
        description={description}
        isRequired={isRequired}
        isDisabled={isDisabled}
        aria-describedby={messageId}
        options={options}
        search
        value={value ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
      />
      <FieldMessage
        id={messageId}
        status={
          time ? { tone: 'info', text: t('timeZone.now', { time }) } : undefined
        }
      />
    </div>
  );
}

/** The time zones to select from. Browsers do not list UTC and aliases, so UTC and the selected zone are added. */
function zonesWith(selected: string | undefined): string[] {
  const zones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (selected) zones.add(selected);
  return [...zones].sort();
}

/** The form field `OpenChoreoTimeZone`: a name of the IANA database. */
export const timeZoneField = defineFormField({
  name: 'OpenChoreoTimeZone',
  value: z.string().refine(zone => !timeZoneProblem(zone)),
  options: z.object({}),
  component: TimeZoneField,
});
