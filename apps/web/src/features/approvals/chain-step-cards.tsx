import { m } from '@guanyi/messages';
import { Button, IconButton } from '../../ui/button.tsx';
import { CheckboxField, Segmented, SelectField, TextField } from '../../ui/field.tsx';
import { roleName } from '../../ui/vocabulary.ts';
import { type ChainStep, moveStep, newStep, type StepDraft } from './chain-form.ts';
import { stepRoles, timeoutName } from './chain-words.ts';

const timeouts: readonly ChainStep['onTimeout'][] = ['escalate', 'decline', 'approve'];
/** As many as the interface of the programs takes. */
const mostSteps = 10;

interface ChainStepCardsProps {
  steps: readonly StepDraft[];
  /** Keys of steps whose time cannot be read. */
  faulty: readonly number[];
  onChange: (steps: StepDraft[]) => void;
}

/** The steps as cards in their order: who, or who else, together with the one above or after it, how long, and what then. */
export function ChainStepCards({ steps, faulty, onChange }: ChainStepCardsProps) {
  const replace = (key: number, change: Partial<StepDraft>) =>
    onChange(steps.map((step) => (step.key === key ? { ...step, ...change } : step)));
  return (
    <fieldset>
      <legend>{m.chains_steps()}</legend>
      {steps.map((step, i) => (
        <StepCard
          key={step.key}
          step={step}
          position={i}
          count={steps.length}
          isFaulty={faulty.includes(step.key)}
          onChange={(change) => replace(step.key, change)}
          onMove={(by) => onChange(moveStep(steps, i, by))}
          onRemove={() => onChange(moveStep(steps, i, 1).filter(({ key }) => key !== step.key))}
        />
      ))}
      <div>
        <Button icon="plus" disabled={steps.length >= mostSteps} onClick={() => onChange([...steps, newStep()])}>
          {m.chains_step_add()}
        </Button>
      </div>
    </fieldset>
  );
}

interface StepCardProps {
  step: StepDraft;
  position: number;
  count: number;
  isFaulty: boolean;
  onChange: (change: Partial<StepDraft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function StepCard({ step, position, count, isFaulty, onChange, onMove, onRemove }: StepCardProps) {
  const n = position + 1;
  return (
    <section className={step.alongside ? 'chain-card beside' : 'chain-card'} aria-label={m.chains_step_n({ n })}>
      <div className="bar">
        <b>{m.chains_step_n({ n })}</b>
        <span className="push" />
        <IconButton icon="up" label={m.chains_step_up({ n })} disabled={position === 0} onClick={() => onMove(-1)} />
        <IconButton
          icon="down"
          label={m.chains_step_down({ n })}
          disabled={position === count - 1}
          onClick={() => onMove(1)}
        />
        <IconButton icon="trash" label={m.chains_step_remove({ n })} disabled={count === 1} onClick={onRemove} />
      </div>
      {position > 0 && (
        <CheckboxField
          label={m.chains_alongside()}
          checked={step.alongside}
          onChange={(event) => onChange({ alongside: event.target.checked })}
        />
      )}
      <div className="chain-trio">
        <SelectField
          label={m.chains_role()}
          value={step.role}
          onChange={(event) => {
            const role = event.target.value as ChainStep['role'];
            onChange({ role, orRoles: step.orRoles.filter((other) => other !== role) });
          }}
        >
          {stepRoles.map((role) => (
            <option key={role} value={role}>
              {roleName(role)}
            </option>
          ))}
        </SelectField>
        <TextField
          label={m.chains_sla()}
          inputMode="decimal"
          value={step.days}
          error={isFaulty ? m.chains_fault_sla() : undefined}
          onChange={(event) => onChange({ days: event.target.value })}
        />
      </div>
      <OtherRoles step={step} onChange={onChange} />
      <div className="field">
        <span>{m.chains_on_timeout()}</span>
        <Segmented
          className="small"
          label={m.chains_on_timeout()}
          value={step.onTimeout}
          options={timeouts.map((value) => ({ value, label: timeoutName(value) }))}
          onChange={(onTimeout) => onChange({ onTimeout })}
        />
      </div>
    </section>
  );
}

/** Holders of any of these may decide instead; five at most. */
function OtherRoles({ step, onChange }: Pick<StepCardProps, 'step' | 'onChange'>) {
  const others = stepRoles.filter((role) => role !== step.role);
  return (
    <details open={step.orRoles.length > 0}>
      <summary className="s">{m.chains_or_roles()}</summary>
      <div className="chain-roles">
        {others.map((role) => {
          const isChosen = step.orRoles.includes(role);
          return (
            <CheckboxField
              key={role}
              label={roleName(role)}
              checked={isChosen}
              disabled={!isChosen && step.orRoles.length >= 5}
              onChange={() =>
                onChange({
                  orRoles: isChosen ? step.orRoles.filter((other) => other !== role) : [...step.orRoles, role],
                })
              }
            />
          );
        })}
      </div>
    </details>
  );
}
