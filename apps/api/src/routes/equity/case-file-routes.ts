import { getEquityCaseFile } from '@guanyi/contracts/equity/agreement-endpoints';
import { listApprovals } from '@guanyi/db/approvals/queries';
import { type EquityCaseView, findCase } from '@guanyi/db/equity/case-queries';
import { type CaseRoom, readRoom } from '@guanyi/db/equity/room-queries';
import { type PrintedCase, renderCaseFile } from '@guanyi/documents/equity/case-file';
import { typeset } from '@guanyi/documents/pdf/typeset';
import { type Locale, nameIn } from '@guanyi/messages/notification-text';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** A chain has at most ten steps, each asked a few times. */
const mostSteps = 100;

/** The file of an equity case: what it is, and everything that was decided, in order. For the unit and those who review it. */
export function caseFileRoutes(api: Api): void {
  register(
    api,
    getEquityCaseFile,
    async ({ params, reach, now, locale }) => {
      const printed = await api.gate.pass(async () => {
        const view = await findCase(api.database, reach, params.caseId);
        if (!view) throw new Problem('not-found');
        const room = await readRoom(api.database, view);
        const filter = { subjectId: view.id, now, limit: mostSteps };
        const steps = await listApprovals(api.database, { ...reach, all: true }, [], filter);
        return printedOf(view, room, steps, locale);
      });
      const headers = {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${printed.number}.pdf"`,
        'cache-control': 'private, no-cache',
      };
      return { status: 200, body: await typeset(renderCaseFile(printed, locale)), headers };
    },
    { ungated: true },
  );
}

function printedOf(
  view: EquityCaseView,
  room: CaseRoom,
  approvals: Awaited<ReturnType<typeof listApprovals>>,
  locale: Locale,
): PrintedCase {
  const name = ({ nameZh, nameEn }: { nameZh: string; nameEn: string | null }) =>
    nameIn(nameEn ? { zh: nameZh, en: nameEn } : { zh: nameZh }, locale);
  const { noticeFirstDay: firstDay, noticeLastDay: lastDay, agreementFrom, feasibility } = view;
  return {
    ...{ number: view.number, at: view.updatedAt, zone: view.instrument.zone, status: view.status },
    ...{ issuer: name(view.district), proposer: name(view.organisation), ventureName: view.ventureName },
    ...{ instrument: `${name(view.instrument)} ${view.instrument.model}`, purpose: view.purposeText },
    feasibility: feasibility?.summary ?? null,
    notice: firstDay && lastDay && agreementFrom ? { firstDay, lastDay, agreementFrom } : null,
    parties: room.parties.map((party) => ({ name: name(party), isProposer: party.role === 'proposer' })),
    appraisals: [...room.appraisals].reverse(),
    approvals: approvals.map((one) => ({
      ...{ step: one.step, role: one.roles[0] ?? '', status: one.status, decidedAt: one.decidedAt },
      ...{ by: one.decidedBy?.displayName ?? '–', comment: one.comment ?? '' },
    })),
    objections: room.objections.map((one) => ({
      ...{ at: one.createdAt, text: one.text, status: one.status, answer: one.answer ?? '' },
    })),
    documents: room.documents.map((one) => ({ title: one.title, at: one.createdAt, sha256: one.sha256 })),
    steps: room.steps.map((one) => ({
      ...{ at: one.at, action: one.action, by: one.displayName ?? '', note: one.note ?? '' },
    })),
  };
}
