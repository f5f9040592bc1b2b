import { Select, TextField, type OptionSection } from '@backstage/ui';
import type { OrganizationDescription } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { useTexts, type Translate } from '../useTexts';

const keySchema = z.object({ name: z.string(), key: z.string() });

/** The schema of a variable that may not be complete yet. */
export const draftVariableSchema = z.object({
  key: z.string().optional(),
  value: z.string().optional(),
  valueFrom: z.object({ configurationGroupRef: keySchema }).optional(),
});

export type DraftVariable = z.infer<typeof draftVariableSchema>;

export type ConfigurationGroups =
  OrganizationDescription['configurationGroups'];

/** A key of a configuration group. */
type GroupKey = z.infer<typeof keySchema>;

/** The option for a value that is typed. No group has this name, because names have no spaces. */
const plainValue = 'plain value';

/** The value of a variable: a text, or that of a key of a configuration group. */
export function VariableSource(props: {
  variable: DraftVariable;
  groups: ConfigurationGroups;
  isDisabled: boolean;
  onChange: (variable: DraftVariable) => void;
}) {
  const { variable, groups, isDisabled, onChange } = props;
  const { key, value, valueFrom } = variable;
  const { t } = useTexts();
  const ref = valueFrom?.configurationGroupRef;
  const sections = sectionsOf(groups, ref, t);
  return (
    <>
      <Select
        label={t('variable.source')}
        isDisabled={isDisabled}
        options={[
          { id: plainValue, label: t('variable.plainValue') },
          ...sections,
        ]}
        value={ref ? idOf(ref) : plainValue}
        onChange={id => {
          const selected = keysOf(groups).find(each => idOf(each) === id);
          onChange(
            selected
              ? { key, valueFrom: { configurationGroupRef: selected } }
              : { key, value: value ?? '' },
          );
        }}
      />
      {!ref && (
        <TextField
          label={t('variable.value')}
          isDisabled={isDisabled}
          value={value ?? ''}
          onChange={text => onChange({ key, value: text })}
        />
      )}
    </>
  );
}

function keysOf(groups: ConfigurationGroups): GroupKey[] {
  return groups.flatMap(({ name, keys }) =>
    keys.map(({ key }) => ({ name, key })),
  );
}

function idOf({ name, key }: GroupKey): string {
  return `${name}/${key}`;
}

/** A section for each group. A key that is selected but does not exist any more has one of its own. */
function sectionsOf(
  groups: ConfigurationGroups,
  selected: GroupKey | undefined,
  t: Translate,
): OptionSection[] {
  const sections = groups.map(({ name, keys }) => ({
    title: name,
    options: keys.map(({ key, isSecret, environments }) => ({
      id: idOf({ name, key }),
      label: t('variable.fromGroup', { group: name, key }),
      description: [
        isSecret && t('variable.secret'),
        environments.length
          ? t('variable.valueIn', { environments: environments.join(', ') })
          : t('variable.noValue'),
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  }));
  const isKnown =
    !selected || keysOf(groups).some(each => idOf(each) === idOf(selected));
  if (isKnown) return sections;
  const { name: group, key } = selected;
  const label = t('variable.fromGroup', { group, key });
  return [
    ...sections,
    { title: group, options: [{ id: idOf(selected), label }] },
  ];
}
