import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { labsWithRole } from '../../app/own-labs.ts';
import { read } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { CheckboxField } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { KindDialog } from '../scheduling/qualification-kinds.tsx';

interface QualificationChoiceProps {
  labId: string;
  /** Marks of the kinds that are asked for; a mark without a name stays as it is. */
  chosen: readonly string[];
  error: string | undefined;
  onChange: (kindIds: string[]) => void;
}

/** Which qualifications an instrument asks of people who operate it themselves: all that are ticked. */
export function QualificationChoice({ labId, chosen, error, onChange }: QualificationChoiceProps) {
  const [isNaming, setNaming] = useState(false);
  const kinds = useQuery(read('listQualificationKinds', { params: { labId } }));
  const mayName = labsWithRole(useSession(), ['labManager']).some(({ id }) => id === labId);
  const named = kinds.data?.items ?? [];
  const unnamed = chosen.filter((id) => !named.some((kind) => kind.id === id));
  const toggle = (id: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, id] : chosen.filter((other) => other !== id));
  const options = [
    ...named.map(({ id, name }) => ({ id, title: localText(name) })),
    ...unnamed.map((id) => ({ id, title: id })),
  ];
  return (
    <div className="form-stack">
      <p className="m s">
        {options.length > 0 ? m.desk_rule_qualifications_hint() : m.desk_rule_qualifications_none()}
      </p>
      {options.map(({ id, title }) => (
        <CheckboxField
          key={id}
          label={title}
          checked={chosen.includes(id)}
          onChange={(event) => toggle(id, event.target.checked)}
        />
      ))}
      {error && <p className="field-error">{error}</p>}
      {mayName && (
        <div>
          <Button size="small" icon="plus" onClick={() => setNaming(true)}>
            {m.labrules_kind_add()}
          </Button>
        </div>
      )}
      {isNaming && <KindDialog labId={labId} onClose={() => setNaming(false)} />}
    </div>
  );
}
