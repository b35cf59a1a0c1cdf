import { m } from '@guanyi/messages';
import { type EquityCase, fenOf } from './equity-words.ts';
import { FormDialog, type FormField } from './form-dialog.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { useCaseAct } from './use-case.ts';

/** What somebody can do with a case by filling in a short form. */
export type CaseForm = 'study' | 'appraise' | 'publish' | 'sign' | 'contribute' | 'exit' | 'distribute' | 'withdraw';

interface CaseDialogProps {
  deal: EquityCase;
  onClose: () => void;
}

/** The form of one step. */
export function CaseDialog({ form, ...props }: CaseDialogProps & { form: CaseForm }) {
  const Shown = dialogs[form];
  return <Shown {...props} />;
}

const dialogs: Record<CaseForm, (props: CaseDialogProps) => React.ReactNode> = {
  study: StudyDialog,
  appraise: AppraiseDialog,
  publish: PublishDialog,
  sign: SignDialog,
  contribute: ContributeDialog,
  exit: ExitDialog,
  distribute: DistributeDialog,
  withdraw: WithdrawDialog,
};

function StudyDialog({ deal, onClose }: CaseDialogProps) {
  const act = useCaseAct('recordFeasibility', onClose);
  const fields: FormField[] = [
    {
      name: 'conclusion',
      label: m.equity_conclusion(),
      kind: 'choice',
      options: [
        ['positive', m.equity_positive()],
        ['negative', m.equity_negative()],
      ],
    },
    { name: 'summary', label: m.equity_summary(), kind: 'area' },
  ];
  return (
    <FormDialog
      title={m.equity_do_study()}
      fields={fields}
      act={act}
      onClose={onClose}
      onSubmit={({ conclusion, summary = '' }) =>
        act.mutate({
          params: { caseId: deal.id },
          body: { conclusion: conclusion === 'negative' ? 'negative' : 'positive', summary, fileIds: [] },
        })
      }
    />
  );
}

function AppraiseDialog({ deal, onClose }: CaseDialogProps) {
  const act = useCaseAct('addAppraisal', onClose);
  const fields: FormField[] = [
    { name: 'agency', label: m.equity_agency() },
    { name: 'reportNumber', label: m.equity_report_number() },
    {
      name: 'method',
      label: m.equity_method(),
      kind: 'choice',
      options: [
        ['market', m.equity_method_market()],
        ['cost', m.equity_method_cost()],
        ['income', m.equity_method_income()],
      ],
    },
    { name: 'baseDate', label: m.equity_base_date(), kind: 'date' },
    { name: 'valueFen', label: m.equity_value_yuan(), kind: 'yuan' },
  ];
  return (
    <FormDialog
      title={m.equity_do_appraise()}
      fields={fields}
      act={act}
      onClose={onClose}
      onSubmit={({ agency = '', reportNumber = '', method, baseDate = '', valueFen = '' }) =>
        act.mutate({
          params: { caseId: deal.id },
          body: {
            ...{ agency, reportNumber, baseDate, valueFen: fenOf(valueFen) ?? 0 },
            method: method === 'cost' || method === 'income' ? method : 'market',
          },
        })
      }
    />
  );
}

function PublishDialog({ deal, onClose }: CaseDialogProps) {
  const act = useCaseAct('publishNotice', onClose);
  return (
    <FormDialog
      title={m.equity_do_publish()}
      fields={[{ name: 'text', label: m.equity_notice_text(), kind: 'area' }]}
      act={act}
      onClose={onClose}
      onSubmit={({ text = '' }) => act.mutate({ params: { caseId: deal.id }, body: { text } })}
    />
  );
}

function ContributeDialog({ deal, onClose }: CaseDialogProps) {
  const act = useCaseAct('contributeInstrument', onClose);
  const field: FormField = {
    name: 'firstDay',
    label: m.equity_first_day(),
    kind: 'date',
    hint: m.equity_first_day_hint(),
  };
  return (
    <FormDialog
      title={m.equity_do_contribute()}
      fields={[field]}
      act={act}
      onClose={onClose}
      onSubmit={({ firstDay = '' }) => act.mutate({ params: { caseId: deal.id }, body: { firstDay } })}
    />
  );
}

function ExitDialog({ deal, onClose }: CaseDialogProps) {
  const act = useCaseAct('exitVenture', onClose);
  const fields: FormField[] = [
    {
      name: 'kind',
      label: m.equity_exit_kind(),
      kind: 'choice',
      options: [
        ['buyBack', m.equity_exit_buyBack()],
        ['transfer', m.equity_exit_transfer()],
        ['windUp', m.equity_exit_windUp()],
      ],
    },
    { name: 'lastDay', label: m.equity_last_day(), kind: 'date' },
    { name: 'considerationFen', label: m.equity_consideration(), kind: 'yuan' },
    {
      name: 'instrumentReturns',
      label: m.equity_returns(),
      kind: 'tick',
      hint: m.equity_returns_hint(),
      initial: 'yes',
      isOptional: true,
    },
  ];
  return (
    <FormDialog
      title={m.equity_do_exit()}
      fields={fields}
      act={act}
      onClose={onClose}
      onSubmit={({ kind, lastDay = '', considerationFen = '', instrumentReturns }) =>
        act.mutate({
          params: { caseId: deal.id },
          body: {
            kind: kind === 'transfer' || kind === 'windUp' ? kind : 'buyBack',
            lastDay,
            instrumentReturns: instrumentReturns === 'yes',
            considerationFen: fenOf(considerationFen) ?? 0,
          },
        })
      }
    />
  );
}

function DistributeDialog({ deal, onClose }: CaseDialogProps) {
  const act = useCaseAct('recordDistribution', onClose);
  const fields: FormField[] = [
    { name: 'amountFen', label: m.equity_amount(), kind: 'yuan' },
    { name: 'declaredOn', label: m.equity_declared_on(), kind: 'date', hint: m.equity_declared_hint() },
  ];
  return (
    <FormDialog
      title={m.equity_do_distribute()}
      fields={fields}
      act={act}
      onClose={onClose}
      onSubmit={({ amountFen = '', declaredOn = '' }) =>
        act.mutate({ params: { caseId: deal.id }, body: { amountFen: fenOf(amountFen) ?? 0, declaredOn } })
      }
    />
  );
}

function WithdrawDialog({ deal, onClose }: CaseDialogProps) {
  const act = useCaseAct('withdrawEquityCase', onClose);
  return (
    <FormDialog
      title={m.equity_do_withdraw()}
      fields={[{ name: 'reason', label: m.equity_reason(), kind: 'area', isOptional: true }]}
      act={act}
      onClose={onClose}
      onSubmit={({ reason = '' }) => act.mutate({ params: { caseId: deal.id }, body: { reason } })}
    />
  );
}
