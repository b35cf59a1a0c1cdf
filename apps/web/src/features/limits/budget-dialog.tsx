import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { call, type Reply } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented, TextField } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { FailureNote } from '../catalogue/save-bar.tsx';
import { readYuan } from '../payments/read-yuan.ts';

type Budget = Reply<'updateProjectBudget'>;

/** Sets what one project may spend; what it holds already counts at once. */
export function BudgetDialog({ budget, onClose }: { budget: Budget | undefined; onClose: () => void }) {
  const queryClient = useQueryClient();
  const formId = useId();
  const [projectCode, setProjectCode] = useState(budget?.projectCode ?? '');
  const [limit, setLimit] = useState(budget ? (budget.limitFen / 100).toFixed(2) : '');
  const [kind, setKind] = useState<Budget['kind']>(budget?.kind ?? 'hard');
  const limitFen = readYuan(limit);
  const save = useMutation({
    mutationFn: () =>
      call('updateProjectBudget', {
        params: { projectCode: projectCode.trim() },
        body: { limitFen: limitFen ?? 0, kind, ...(budget && { organisationId: budget.organisationId }) },
      }),
    onSuccess: () => {
      showToast({ tone: 'ok', text: m.desk_saved() });
      onClose();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listProjectBudgets') }),
  });
  return (
    <Dialog
      title={budget ? m.limits_budget_change({ project: budget.projectCode }) : m.limits_budget_add()}
      onClose={onClose}
      actions={
        <>
          <Button type="submit" form={formId} look="main" busy={save.isPending}>
            {m.desk_save()}
          </Button>
          <Button onClick={onClose}>{m.desk_back()}</Button>
        </>
      }
    >
      <form
        id={formId}
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (limitFen !== undefined) save.mutate();
        }}
      >
        {!budget && (
          <TextField
            label={m.limits_project()}
            hint={m.limits_project_hint()}
            required
            maxLength={100}
            value={projectCode}
            onChange={(event) => setProjectCode(event.target.value)}
          />
        )}
        <TextField
          label={m.limits_limit_yuan()}
          required
          inputMode="decimal"
          maxLength={20}
          value={limit}
          error={limit !== '' && limitFen === undefined ? m.payments_amount_fault() : undefined}
          onChange={(event) => setLimit(event.target.value)}
        />
        <KindField kind={kind} onChange={setKind} />
      </form>
      {save.error && <FailureNote error={save.error} />}
    </Dialog>
  );
}

function KindField({ kind, onChange }: { kind: Budget['kind']; onChange: (kind: Budget['kind']) => void }) {
  return (
    <div className="field">
      <span>{m.limits_kind()}</span>
      <Segmented
        label={m.limits_kind()}
        value={kind}
        options={[
          { value: 'hard', label: m.limits_hard() },
          { value: 'soft', label: m.limits_soft() },
        ]}
        onChange={onChange}
      />
      <p className="field-hint">{kind === 'hard' ? m.limits_hard_hint() : m.limits_soft_hint()}</p>
    </div>
  );
}
