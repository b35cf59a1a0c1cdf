import { m } from '@guanyi/messages';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { QueryFailure } from '../../app/failure-pages.tsx';
import { usePageTitle } from '../../app/page-title.ts';
import { read } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { DeskColumns, Work } from '../../ui/desk.tsx';
import { drawCode } from '../../ui/draw-code.ts';
import { localText } from '../../ui/format.ts';
import { Skeleton } from '../../ui/states.tsx';
import './label.css';

/** A label for the instrument itself: whoever scans it starts or ends a use, or sees when it is free. */
export function LabelPage() {
  const { instrumentId } = useParams({ from: '/desk/instruments/$instrumentId/label' });
  const instrument = useQuery(read('getInstrument', { params: { instrumentId } }));
  const address = new URL(`/use/${instrumentId}`, window.location.origin).href;
  const code = useQuery({ queryKey: ['label', address], queryFn: () => drawCode(address), staleTime: Infinity });
  usePageTitle(m.label_title());
  return (
    <DeskColumns>
      <Work
        title={m.label_title()}
        summary={m.label_hint()}
        actions={
          <Button look="main" size="small" onClick={() => window.print()}>
            {m.label_print()}
          </Button>
        }
      >
        {instrument.isError && <QueryFailure error={instrument.error} onRetry={() => instrument.refetch()} />}
        {instrument.isPending && <Skeleton rows={3} height={80} />}
        {instrument.data && code.data && (
          <div className="label-sheet">
            <article className="label">
              <img src={code.data} alt={m.label_code_of({ address })} width={176} height={176} />
              <div>
                <h2>{localText(instrument.data.name)}</h2>
                <p lang="en">{instrument.data.model}</p>
                <p>{localText(instrument.data.lab.name)}</p>
                <p className="code">{instrument.data.assetNumber}</p>
                <p className="m">{m.label_scan()}</p>
              </div>
            </article>
          </div>
        )}
      </Work>
    </DeskColumns>
  );
}
