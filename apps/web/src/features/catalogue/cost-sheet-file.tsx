import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { toastFailure } from '../../app/act.ts';
import type { Reply } from '../../app/client.ts';
import { download } from '../../app/download.ts';
import { hasRole, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';

type PricePolicy = Reply<'listPricePolicies'>['items'][number];

/** The calculation that a price was set by, as a document; nothing where none is on record. */
export function CostSheetFile({ policy }: { policy: PricePolicy }) {
  const mayRead = hasRole(
    useSession(),
    ...(['labManager', 'finance', 'keeper', 'assetOfficer', 'hqReviewer', 'auditor', 'platformAdmin'] as const),
  );
  const save = useMutation({
    mutationFn: () => download('getPricePolicyFile', { params: { pricePolicyId: policy.id } }, 'cost-sheet.pdf'),
    onError: toastFailure,
  });
  if (!policy.hasCostSheet || !mayRead) return <span className="m">—</span>;
  return (
    <Button
      look="bare"
      size="small"
      icon="download"
      busy={save.isPending}
      aria-label={m.revenue_cost_sheet_save()}
      onClick={() => save.mutate()}
    >
      PDF
    </Button>
  );
}
