import { getAppraisalCertificate } from '@guanyi/contracts/equity/agreement-endpoints';
import { type AppraisalPaper, findAppraisalPaper } from '@guanyi/db/equity/appraisal-papers';
import {
  appraisalHash,
  certificateNumber,
  type PrintedAppraisal,
  renderAppraisal,
} from '@guanyi/documents/equity/appraisal';
import { proofFor } from '@guanyi/documents/pdf/proof';
import { typeset } from '@guanyi/documents/pdf/typeset';
import type { Api } from '../../api.ts';
import { Problem } from '../../problem.ts';
import { register } from '../../register.ts';

/** What an appraisal came to, as a paper. */
export function certificateRoutes(api: Api): void {
  register(
    api,
    getAppraisalCertificate,
    async ({ params, reach, locale }) => {
      const found = await api.gate.pass(() => findAppraisalPaper(api.database, reach, params));
      if (!found) throw new Problem('not-found');
      const printed = certificateOf(found);
      const proof = proofFor(api.settings.publicUrl, printed.number, appraisalHash(printed));
      const headers = {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${printed.number}.pdf"`,
        'cache-control': 'private, no-cache',
      };
      return { status: 200, body: await typeset(renderAppraisal(printed, proof, locale)), headers };
    },
    { ungated: true },
  );
}

/** An appraisal under the number of its certificate. */
export function certificateOf(paper: AppraisalPaper): PrintedAppraisal {
  return { ...paper, number: certificateNumber(paper.caseNumber, paper.position) };
}
