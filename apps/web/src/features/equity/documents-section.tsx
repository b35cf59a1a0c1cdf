import { m } from '@guanyi/messages';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { download } from '../../app/download.ts';
import { useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { dayTime, shortDay } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { TableScroll } from '../../ui/table.tsx';
import { dayOf } from '../../ui/zone.ts';
import { documentKindName, type EquityCase } from './equity-words.ts';
import { useCaseAct } from './use-case.ts';

type Paper = EquityCase['documents'][number];

/** Papers of the case: version, who sees them, and who has opened them when. */
export function DocumentsSection({ deal }: { deal: EquityCase }) {
  return (
    <section>
      <div className="room-bar">
        <h2>{m.equity_documents()}</h2>
        <AddDocument deal={deal} />
      </div>
      {deal.documents.length === 0 ? (
        <p className="m s">{m.equity_documents_none()}</p>
      ) : (
        <TableScroll label={m.equity_documents()}>
          <table className="grid">
            <caption className="vh">{m.equity_documents()}</caption>
            <thead>
              <tr>
                <th scope="col">{m.equity_document_name()}</th>
                <th scope="col">{m.equity_version()}</th>
                <th scope="col">{m.equity_audience()}</th>
                <th scope="col">{m.equity_read_by()}</th>
                <th scope="col" className="r">
                  {m.equity_updated()}
                </th>
              </tr>
            </thead>
            <tbody>
              {deal.documents.map((paper) => (
                <PaperRow key={paper.id} deal={deal} paper={paper} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </section>
  );
}

function PaperRow({ deal, paper }: { deal: EquityCase; paper: Paper }) {
  const { zone } = deal.instrument;
  const open = useMutation({
    mutationFn: () => download('getEquityDocument', { params: { caseId: deal.id, documentId: paper.id } }, paper.title),
    onError: toastFailure,
  });
  return (
    <tr>
      <td>
        <Button
          look="bare"
          size="small"
          busy={open.isPending}
          aria-label={m.equity_open_document({ title: paper.title })}
          onClick={() => open.mutate()}
        >
          {paper.title}
        </Button>
        <br />
        <span className="m xs">{documentKindName(paper.kind)}</span>
      </td>
      <td className="nw">{m.equity_version_n({ n: paper.position })}</td>
      <td>
        {paper.audience === 'unit' ? (
          <>
            <Icon name="lock" /> {m.equity_audience_unit()}
          </>
        ) : (
          m.equity_audience_parties()
        )}
      </td>
      <td>
        <details>
          <summary>{m.equity_read_by_n({ n: paper.reads.length })}</summary>
          <ul className="s m">
            {paper.reads.map((read) => (
              <li key={`${read.displayName} ${read.firstAt}`}>
                {read.displayName} {dayTime(Date.parse(read.lastAt), zone)}
              </li>
            ))}
          </ul>
        </details>
      </td>
      <td className="r nw">{shortDay(dayOf(Date.parse(paper.createdAt), zone))}</td>
    </tr>
  );
}

/** Everybody who acts in the case may lay papers before it; those of the unit may keep them to the unit. */
function AddDocument({ deal }: { deal: EquityCase }) {
  const inputId = useId();
  const session = useSession();
  const [isBusy, setBusy] = useState(false);
  const act = useCaseAct('addEquityDocument');
  const mayAdd = session.memberships.some(({ role }) =>
    ['booker', 'orgAdmin', 'orgFinance', 'labManager', 'assetOfficer'].includes(role),
  );
  if (!mayAdd) return null;
  const send = async (file: File) => {
    setBusy(true);
    try {
      const body = new FormData();
      body.append('file', file, file.name);
      const stored = await call('uploadFile', { body });
      await act.mutateAsync({ params: { caseId: deal.id }, body: { fileId: stored.id } });
    } catch (error) {
      toastFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <span>
      <input
        id={inputId}
        className="vh"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
      <Button size="small" icon="upload" busy={isBusy} onClick={() => document.getElementById(inputId)?.click()}>
        {m.equity_add_document()}
      </Button>
    </span>
  );
}
