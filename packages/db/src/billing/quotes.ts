import type { PriceLine } from '@guanyi/domain/billing/price-line';
import type { Form, PriceGroup, ServiceWay } from '@guanyi/domain/billing/price-policy';
import type { Connection, Tx } from '../client.ts';
import { instantFromText, instantToText } from '../columns.ts';

export interface StoredQuote {
  id: string;
  labId: string;
  instrumentId: string;
  userId: string | null;
  organisationId: string | null;
  form: Form;
  from: number;
  until: number;
  samples: number | null;
  serviceWay: ServiceWay;
  priceGroup: PriceGroup;
  pricePolicyId: string;
  lines: PriceLine[];
  subtotalFen: number;
  taxFen: number;
  totalFen: number;
  expiresAt: number;
  createdAt: number;
}

export async function insertQuote(tx: Tx, quote: StoredQuote): Promise<void> {
  await tx.sql`
    INSERT INTO quotes (lab_id, id, instrument_id, user_id, organisation_id, form, from_at, until_at, samples, service_way, price_group,
      price_policy_id, lines, subtotal_fen, tax_fen, total_fen, expires_at, created_at)
    VALUES (${quote.labId}, ${quote.id}, ${quote.instrumentId}, ${quote.userId}, ${quote.organisationId}, ${quote.form},
      ${instantToText(quote.from)}, ${instantToText(quote.until)}, ${quote.samples}, ${quote.serviceWay}, ${quote.priceGroup},
      ${quote.pricePolicyId}, ${tx.sql.json(quote.lines as never)}, ${quote.subtotalFen}, ${quote.taxFen}, ${quote.totalFen},
      ${instantToText(quote.expiresAt)}, ${instantToText(quote.createdAt)})`;
}

/** What a booking compares itself with; the lines are not needed for that. */
export async function findQuote(
  connection: Connection,
  quoteId: string,
): Promise<Omit<StoredQuote, 'lines'> | undefined> {
  const [row] = await connection.sql<
    (Omit<StoredQuote, 'lines' | 'from' | 'until' | 'expiresAt' | 'createdAt'> &
      Record<'from' | 'until' | 'expiresAt' | 'createdAt', string>)[]
  >`
    SELECT id, lab_id AS "labId", instrument_id AS "instrumentId", user_id AS "userId", organisation_id AS "organisationId", form,
      from_at::text AS "from", until_at::text AS until, samples, service_way AS "serviceWay", price_group AS "priceGroup",
      price_policy_id AS "pricePolicyId", subtotal_fen AS "subtotalFen", tax_fen AS "taxFen", total_fen AS "totalFen",
      expires_at::text AS "expiresAt", created_at::text AS "createdAt"
    FROM quotes WHERE id = ${quoteId}`;
  if (!row) return undefined;
  return {
    ...row,
    from: instantFromText(row.from),
    until: instantFromText(row.until),
    expiresAt: instantFromText(row.expiresAt),
    createdAt: instantFromText(row.createdAt),
  };
}
