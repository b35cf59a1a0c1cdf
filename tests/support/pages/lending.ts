import { hashSecret, newSecret } from '@guanyi/commands/identity/secrets';
import { newId } from '@guanyi/platform/ids';
import type { Product } from '../product.ts';
import { knownInstruments, type PageList, staff } from './page-list.ts';

/** Approvals, term lease and loan, seen from both sides. */
export const lendingPages: PageList = async (product) => {
  const { icp } = await knownInstruments(product);
  const [loan] = await product.database.sql<{ id: string }[]>`
    SELECT id FROM lendings WHERE status = 'handedOver' ORDER BY id LIMIT 1`;
  return [
    ['', [`/approvals/answer?token=${await linkOfWaitingStep(product)}&choice=approve`]],
    ['', ['/verify', '/verify/HT-000000-NONE00']],
    ['hq-reviewer@gacc.guanyi.test', ['/desk/chains', '/desk/chains/new', '/desk/delegations']],
    [staff('asset-officer'), ['/desk/filings', '/desk/filings?view=filed']],
    [staff('lab-manager'), ['/desk/approvals', `/lendings/loan/${loan!.id}`, `/lendings/loan/${loan!.id}/takeBack`]],
    ['booker@ocean-univ.guanyi.test', ['/lendings', `/instruments/${icp}/lend?kind=lease`]],
  ];
};

/** A link as the mail about a step that waits carries it. */
async function linkOfWaitingStep({ database }: Product): Promise<string> {
  const token = newSecret();
  await database.sql`
    INSERT INTO approval_links (lab_id, id, approval_id, user_id, token_hash, expires_at)
    SELECT a.lab_id, ${newId()}, a.id, m.user_id, ${hashSecret(token)}, a.deadline_at
    FROM approvals a JOIN memberships m ON m.lab_id = a.lab_id AND m.role = ANY(a.roles)
    WHERE a.subject_type = 'loan' AND a.status = 'pending' AND a.opened_at IS NOT NULL LIMIT 1`;
  return token;
}
