import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId } from 'react';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';

interface ClassCodeFieldProps {
  value: string;
  /** The class that the words of an imported row point to. */
  suggested: string | undefined;
  error: string | undefined;
  onChange: (code: string) => void;
}

/** The class of an instrument: its code, found by code or by name. The name of the chosen code stands below. */
export function ClassCodeField({ value, suggested, error, onChange }: ClassCodeFieldProps) {
  const listId = useId();
  const words = useDeferredValue(value.trim());
  const isCode = /^\d{2,8}$/.test(words);
  const query = isCode ? { prefix: words, limit: 30 } : { q: words, limit: 30 };
  const { data } = useQuery({ ...read('listClassCodes', { query }), enabled: words.length > 0, staleTime: 600_000 });
  const chosen = data?.items.find(({ code }) => code === value.trim());
  return (
    <Field label={m.desk_class()} hint={chosen ? localText(chosen.name) : m.desk_class_hint()} error={error}>
      {(control) => (
        <>
          <input
            {...control}
            list={listId}
            required
            maxLength={60}
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={listId}>
            {data?.items.map(({ code, name }) => (
              <option key={code} value={code}>
                {localText(name)}
              </option>
            ))}
          </datalist>
          {suggested && suggested !== value && (
            <Button look="bare" size="small" onClick={() => onChange(suggested)}>
              {m.desk_class_suggested({ code: suggested })}
            </Button>
          )}
        </>
      )}
    </Field>
  );
}
