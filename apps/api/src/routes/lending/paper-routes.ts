import { findDocument, getLeaseForm, getLoanForm } from '@guanyi/contracts/lending/paper-endpoints';
import { type FoundDocument, findDocumentByNumber } from '@guanyi/db/lending/papers';
import { findLending, type LendingView } from '@guanyi/db/lending/queries';
import { type PrintedHanding, renderHanding } from '@guanyi/documents/lending/handing';
import { typeset } from '@guanyi/documents/pdf/typeset';
import type { Reach } from '@guanyi/domain/identity/reach';
import type { LendingKind } from '@guanyi/domain/lending/lending';
import { type Locale, nameIn } from '@guanyi/messages/notification-text';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** The forms of hand-over and take-back, and documents by their number. */
export function paperRoutes(api: Api): void {
  const form = async (
    reach: Reach,
    kind: LendingKind,
    id: string,
    moment: PrintedHanding['moment'],
    locale: Locale,
  ) => {
    const view = await api.gate.pass(() => findLending(api.database, reach, kind, id));
    const printed = view && printedOf(view, moment, locale, api.settings.publicUrl ?? '');
    if (!printed) throw new Problem('not-found');
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${printed.number}.pdf"`,
      'cache-control': 'private, no-cache',
    };
    return { status: 200 as const, body: await typeset(renderHanding(printed, locale)), headers };
  };
  register(
    api,
    getLoanForm,
    ({ params, query, reach, locale }) => form(reach, 'loan', params.loanId, query.moment, locale),
    { ungated: true },
  );
  register(
    api,
    getLeaseForm,
    ({ params, query, reach, locale }) => form(reach, 'lease', params.leaseId, query.moment, locale),
    { ungated: true },
  );

  register(api, findDocument, async ({ params, reach }) => {
    const found = await findDocumentByNumber(api.database, reach, params.documentNumber);
    if (!found) throw new Problem('not-found');
    const { number, kind, subjectType, subjectId, contentHash } = found;
    const file = fileOf(found);
    return {
      status: 200,
      body: {
        number,
        kind,
        subjectType,
        subjectId,
        ...(contentHash ? { contentHash } : {}),
        ...(file ? { file } : {}),
      },
    };
  });
}

function fileOf({ kind, subjectType, subjectId, documentId }: FoundDocument): string | undefined {
  const place = subjectType === 'equityCase' ? 'equity-cases' : `${subjectType}s`;
  if (kind === 'contract') return `/api/v1/contracts/${documentId}/file`;
  if (kind === 'agreement') return `/api/v1/${place}/${subjectId}/agreement`;
  if (kind === 'equityCase') return `/api/v1/${place}/${subjectId}/file`;
  if (kind === 'handOver' || kind === 'takeBack') return `/api/v1/${place}/${subjectId}/form?moment=${kind}`;
  return undefined;
}

function printedOf(
  view: LendingView,
  moment: PrintedHanding['moment'],
  locale: Locale,
  publicUrl: string,
): PrintedHanding | undefined {
  const report = view.reports.find((one) => one.moment === moment);
  if (!report) return undefined;
  const name = ({ nameZh, nameEn }: { nameZh: string; nameEn: string | null }) =>
    nameIn(nameEn ? { zh: nameZh, en: nameEn } : { zh: nameZh }, locale);
  const { number, contentHash } = report;
  return {
    ...{ moment, number, contentHash, subject: view.number, at: Date.parse(report.at), zone: view.zone },
    ...{ issuer: name(view.lab), lab: name(view.lab), customer: name(view.organisation) },
    instrument: `${name(view.instrument)} ${view.instrument.model}`,
    conditions: report.conditions as PrintedHanding['conditions'],
    ...{ accessories: report.accessories, meterReading: report.meterReading, photoCount: report.photoIds.length },
    signatures: report.signatures,
    verifyUrl: `${publicUrl}/verify/${number}?hash=${contentHash}`,
  };
}
