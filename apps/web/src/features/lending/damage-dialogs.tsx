import { m } from '@guanyi/messages';
import { useState } from 'react';
import { yuanText } from '../../ui/format.ts';
import { FormDialog, type FormField, type FormValues } from '../equity/form-dialog.tsx';
import { readYuan } from '../payments/read-yuan.ts';
import type { Damage, Lending } from './lending-words.ts';
import { PhotoPicker } from './photos.tsx';
import { useLendingAct } from './use-lending.ts';

export type DamageForm = 'report' | 'propose' | 'contest' | 'decide' | 'waive';

interface DamageDialogProps {
  form: DamageForm;
  lending: Lending;
  damage?: Damage;
  onClose: () => void;
}

/** The few facts that one step of a claim needs. */
export function DamageDialog({ form, lending, damage, onClose }: DamageDialogProps) {
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const act = useDamageStep(form, lending, damage, photoIds, onClose);
  return (
    <FormDialog
      title={titles[form]()}
      fields={fieldsOf(form, damage)}
      act={act}
      onSubmit={act.submit}
      onClose={onClose}
    >
      {form === 'propose' && <PhotoPicker photoIds={photoIds} onChange={setPhotoIds} />}
    </FormDialog>
  );
}

const titles: Record<DamageForm, () => string> = {
  report: m.damage_report,
  propose: m.damage_propose,
  contest: m.damage_contest,
  decide: m.damage_decide,
  waive: m.damage_waive,
};

function fieldsOf(form: DamageForm, damage: Damage | undefined): FormField[] {
  const known = damage?.amountFen;
  const amount: FormField = {
    ...{ name: 'amountFen', label: m.lending_amount_yuan(), kind: 'yuan' },
    ...(known !== undefined && { initial: yuanText(known).replaceAll(',', '') }),
  };
  const reason: FormField = { name: 'reason', label: m.damage_reason(), kind: 'area' };
  switch (form) {
    case 'report':
      return [
        { name: 'item', label: m.handing_item() },
        { name: 'description', label: m.damage_description(), kind: 'area' },
        amount,
      ];
    case 'contest':
      return [
        { name: 'comment', label: m.damage_reason(), kind: 'area' },
        { name: 'counterFen', label: m.damage_counter_yuan(), kind: 'yuan', isOptional: true },
      ];
    case 'waive':
      return [reason];
    default:
      return [amount, reason];
  }
}

function useDamageStep(
  form: DamageForm,
  lending: Lending,
  damage: Damage | undefined,
  photoIds: readonly string[],
  onDone: () => void,
) {
  const acts = {
    report: useLendingAct('reportDamage', m.lending_did_reportDamage(), onDone),
    propose: useLendingAct('proposeDamage', m.damage_proposed(), onDone),
    contest: useLendingAct('answerDamage', m.damage_answered(), onDone),
    decide: useLendingAct('decideDamage', m.damage_decided(), onDone),
    waive: useLendingAct('waiveDamage', m.damage_waived(), onDone),
  };
  const submit = (values: FormValues) => {
    const { item = '', description = '', reason = '', comment = '' } = values;
    const amountFen = readYuan(values.amountFen ?? '') ?? 0;
    const target = { params: { damageId: damage?.id ?? '' }, ...(damage && { ifMatch: damage.version }) };
    const counterFen = readYuan(values.counterFen ?? '');
    switch (form) {
      case 'report':
        return acts.report.mutate({
          params: { loanId: lending.id },
          ifMatch: lending.version,
          body: { item, description, amountFen },
        });
      case 'propose':
        return acts.propose.mutate({ ...target, body: { amountFen, reason, photoIds: [...photoIds] } });
      case 'contest':
        return acts.contest.mutate({
          ...target,
          body: { accept: false, comment, ...(counterFen !== undefined && { counterFen }) },
        });
      case 'decide':
        return acts.decide.mutate({ ...target, body: { amountFen, reason } });
      case 'waive':
        return acts.waive.mutate({ ...target, body: { reason } });
    }
  };
  const { isPending, error } = acts[form];
  return { isPending, error, submit };
}
