import { m } from '@guanyi/messages';
import { localText } from '../ui/format.ts';
import type { LabChoice, useOwnLabs } from './own-labs.ts';

interface LabPickerProps {
  choice: ReturnType<typeof useOwnLabs>;
  value: string | undefined;
  words: string;
  onWords: (words: string) => void;
  onChange: (labId: string) => void;
}

/** Chooses a lab; nothing where there is only one. People who see more labs than a list can hold narrow it by words. */
export function LabPicker({ choice, value, words, onWords, onChange }: LabPickerProps) {
  const { labs, hasMore } = choice;
  if (labs.length < 2 && !hasMore) return null;
  return (
    <>
      {hasMore && (
        <input
          type="search"
          className="inp small"
          aria-label={m.desk_find_lab()}
          placeholder={m.desk_find_lab()}
          value={words}
          onChange={(event) => onWords(event.target.value)}
        />
      )}
      <select
        className="inp small"
        aria-label={m.desk_lab()}
        value={labs.some(({ id }) => id === value) ? value : ''}
        onChange={(event) => event.target.value && onChange(event.target.value)}
      >
        {!labs.some(({ id }) => id === value) && <option value="">{m.desk_lab_choose()}</option>}
        <LabOptions labs={labs} />
      </select>
    </>
  );
}

export function LabOptions({ labs }: { labs: readonly LabChoice[] }) {
  return labs.map((lab) => (
    <option key={lab.id} value={lab.id}>
      {localText(lab.name)}
    </option>
  ));
}
