import { agreementHash } from '@guanyi/commands/equity/agreement-hash';
import { getEquityAgreement, verifyEquityAgreement } from '@guanyi/contracts/equity/agreement-endpoints';
import { formatInstant } from '@guanyi/contracts/shapes';
import { type AgreementView, findAgreement } from '@guanyi/db/equity/agreement-queries';
import { type EquityCaseView, findCase } from '@guanyi/db/equity/case-queries';
import { renderAgreement } from '@guanyi/documents/equity/agreement';
import { typeset } from '@guanyi/documents/pdf/typeset';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** The signed agreement as a paper, and the proof that a paper is one. */
export function agreementRoutes(api: Api): void {
  register(
    api,
    getEquityAgreement,
    async ({ params, reach, locale }) => {
      const found = await api.gate.pass(async () => {
        const agreement = await findAgreement(api.database, reach, params);
        return agreement ?? refuseUnsigned(await findCase(api.database, reach, params.caseId));
      });
      const { number, contentHash } = proofOf(found);
      const verifyUrl = `${api.settings.publicUrl ?? ''}/verify/${number}?hash=${contentHash}`;
      const body = await typeset(renderAgreement({ ...found, number, contentHash, verifyUrl }, locale));
      const headers = {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${number}.pdf"`,
        'cache-control': 'private, no-cache',
      };
      return { status: 200, body, headers };
    },
    { ungated: true },
  );

  register(api, verifyEquityAgreement, async ({ params, reach }) => {
    const caseNumber = params.agreementNumber.replace(/^EA/, 'EQ');
    const found = await findAgreement(api.database, { ...reach, all: true }, { caseNumber });
    if (!found || caseNumber === params.agreementNumber) throw new Problem('not-found');
    const { status, district, signedAt } = found;
    return { status: 200, body: { ...proofOf(found), status, district, signedAt: formatInstant(signedAt) } };
  });
}

/** A case that the reader sees and that nobody has signed yet is there; its agreement is not. */
function refuseUnsigned(seen: EquityCaseView | undefined): never {
  throw seen ? new Problem('state-conflict', { details: { currentStatus: seen.status } }) : new Problem('not-found');
}

/** An agreement has the number of its case with letters of its own, and a hash made anew from what is on record. */
export function proofOf(found: AgreementView): { number: string; contentHash: string } {
  const number = found.caseNumber.replace(/^EQ/, 'EA');
  const { instrument, appraisal } = found;
  return {
    number,
    contentHash: agreementHash({ ...found, number, instrumentId: instrument.id, appraisalId: appraisal.id }),
  };
}
