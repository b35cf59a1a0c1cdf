import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type CallInput, call } from '../../app/client.ts';
import { keyOf } from '../../app/query.ts';
import { showToast } from '../../ui/toast.tsx';

/** What changes a case, its room, or the venture that came of it. */
export type CaseOperation =
  | 'createEquityCase'
  | 'withdrawEquityCase'
  | 'recordFeasibility'
  | 'addAppraisal'
  | 'submitEquityCase'
  | 'publishNotice'
  | 'raiseObjection'
  | 'resolveObjection'
  | 'signAgreement'
  | 'contributeInstrument'
  | 'exitVenture'
  | 'recordDistribution'
  | 'transferStake'
  | 'issueStakeUnits'
  | 'addEquityDocument'
  | 'askQuestion'
  | 'answerQuestion';

const renewed = [
  'getEquityCase',
  'listEquityCases',
  'getEquityNotice',
  'listVentures',
  'getVenture',
  'listStakeEntries',
  'listDistributions',
  'listApprovals',
] as const;

/** Runs one operation and renews whatever may show its effect. */
export function useCaseAct<K extends CaseOperation>(operationId: K, onDone?: (reply: unknown) => void) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: CallInput<K>) => call(operationId, input),
    onSuccess: async (reply) => {
      showToast({ tone: 'ok', text: m.equity_saved() });
      onDone?.(reply);
      await Promise.all(renewed.map((id) => queryClient.invalidateQueries({ queryKey: keyOf(id) })));
    },
  });
}
