import { Select } from '@backstage/ui';
import { useTexts } from '../useTexts';
import styles from './releases.module.css';

/** The value of a filter that does not restrict. */
export const noFilter = '';

export interface FilterOption {
  value: string;
  label: string;
}

/** Restricts a history to one value, or to none. */
export function FilterSelect(props: {
  label: string;
  value: string;
  options: readonly FilterOption[];
  /** Whether there is always a value. */
  isRequired?: boolean;
  onChange: (value: string) => void;
}) {
  const { label, value, options, isRequired, onChange } = props;
  const { t } = useTexts();
  const all = { value: noFilter, label: t('history.all') };
  return (
    <Select
      className={styles.filter}
      size="small"
      label={label}
      options={isRequired ? [...options] : [all, ...options]}
      value={value}
      onChange={key => onChange(key === null ? noFilter : String(key))}
    />
  );
}
